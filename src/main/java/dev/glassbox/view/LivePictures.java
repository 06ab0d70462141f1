package dev.glassbox.view;

import dev.glassbox.picture.DiaryPicture;
import dev.glassbox.picture.Dots;
import dev.glassbox.picture.Flow;
import dev.glassbox.picture.FlowPicture;
import dev.glassbox.picture.HeadChoice;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.DiaryLine;
import dev.glassbox.session.Guess;
import dev.glassbox.session.Token;
import dev.glassbox.session.Trace;
import dev.glassbox.session.VocabularyMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// From what the session knows to what the pictures of the Live lens take.
final class LivePictures {

    private LivePictures() {}

    static Flow flow(Trace trace, HeadChoice heads) {
        List<float[]> weights = IntStream.range(0, trace.layers())
                .mapToObj(layer -> heads.reduce(trace.pattern(layer), trace.heads(), trace.tokens())).toList();
        return new Flow(trace.sentence().tokens().stream().map(Token::label).toList(), trace.embed(), trace.config().dModel(),
                weights, heads.name(trace.heads()), true, trace.guesses().stream().map(LivePictures::guess).toList());
    }

    private static Flow.Guess guess(Guess guess) {
        return new Flow.Guess(guess.label(), guess.probability(), guess.known() ? guess.trueNext() : "");
    }

    static Dots dots(VocabularyMap map) {
        List<String> labels = map.words().stream().map(VocabularyMap.Word::label).toList();
        float[] xy = new float[2 * labels.size()];
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        map.groups().forEach(name -> groups.put(name, new ArrayList<>()));
        for (int i = 0; i < labels.size(); i++) {
            xy[2 * i] = map.x()[i];
            xy[2 * i + 1] = map.y()[i];
            List<Integer> group = groups.get(map.words().get(i).group());
            if (group != null) {
                group.add(i);
            }
        }
        List<Dots.Group> named = groups.entrySet().stream().map(g -> new Dots.Group(g.getKey(), g.getValue())).toList();
        return new Dots(labels, xy, named, map.axes(), map.share());
    }

    static DiaryPicture diary(List<DiaryLine> lines, double keptTemperature) {
        return new DiaryPicture(lines.stream().map(LivePictures::line).toList(),
                "T redraws the newest line; older lines were drawn with " + Numbers.fixed(keptTemperature, 2), -1);
    }

    private static DiaryPicture.Line line(DiaryLine line) {
        return new DiaryPicture.Line(line.step(), line.loss(),
                line.pieces().stream().map(piece -> new DiaryPicture.Piece(oneLine(piece.text()), piece.known())).toList());
    }

    /// A line end becomes a visible sign, so that a sample stays on its row.
    private static String oneLine(String text) {
        return text.indexOf('\n') < 0 ? text : text.replaceAll(" *\n+ *", " ¶ ");
    }
}
