package dev.glassbox.view;

import dev.glassbox.analysis.CopyCheck;
import dev.glassbox.analysis.Repetition;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.BarPicture.Bar;
import dev.glassbox.picture.CopyPicture;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LoopPicture;
import dev.glassbox.picture.LoopPicture.Station;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.StagesPicture;
import dev.glassbox.picture.StagesPicture.Stage;
import dev.glassbox.picture.StepsPicture;
import dev.glassbox.picture.TeacherPicture;
import dev.glassbox.picture.TreePicture;
import dev.glassbox.session.Memorization;
import dev.glassbox.session.Guess;
import dev.glassbox.session.Trace;
import dev.glassbox.session.Written;
import dev.glassbox.text.Vocabulary;
import dev.glassbox.viewmodel.Branch;
import dev.glassbox.viewmodel.CopyModel;
import dev.glassbox.viewmodel.PollModel;
import dev.glassbox.viewmodel.TeacherModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// From texts being written to the pictures of the page *Generate*.
final class GeneratePictures {

    /// So many tokens in a row count as said before; letters need more of them.
    private static final int GRAM = 4;
    private static final int LETTERS = 10;

    private GeneratePictures() {}

    static LoopPicture loop(Trace trace, Optional<Written> text, int limit) {
        int[] ids = text.map(Written::ids).orElse(trace.sentence().ids());
        int context = trace.config().contextLength();
        int window = Math.min(ids.length, context);
        int vocabulary = trace.config().vocabSize();
        Vocabulary labels = trace.snapshot().run().tokenizer().vocabulary();
        String newest = text.filter(t -> !t.steps().isEmpty()).map(t -> t.steps().getLast().label() + "  id " + t.steps().getLast().id()).orElse("one id");
        int count = text.map(t -> t.steps().size()).orElse(0);
        String size = "[" + Numbers.integer(window) + ", " + Numbers.integer(vocabulary) + "]";
        return new LoopPicture(List.of(new Station("encode", "ids [" + Numbers.integer(window) + "]"), new Station("model", "logits " + size),
                new Station("last row", "[" + Numbers.integer(vocabulary) + "]"), new Station("sample", newest), new Station("append", "ids [" + Numbers.integer(ids.length
                        + (text.isPresent() && !text.get().writing() ? 0 : 1)) + "]"), new Station("decode", "…" + labels.label(ids[ids.length - 1]))), 1,
                Numbers.integer(count) + " of at most " + Numbers.integer(limit) + " rounds, or until end of text",
                "The generation loop: " + window + " ids go into the model, " + size + " logits come out, the last row is sampled and the token appended; round " + count + " of at most "
                        + limit + ".");
    }

    static int gram(Written text) {
        return text.moment().run().tokenizer().kind().equals("char") ? LETTERS : GRAM;
    }

    static Repetition repetition(Written text) {
        return Repetition.of(text.ids(), gram(text));
    }

    static StepsPicture steps(Written text, int first) {
        Vocabulary vocabulary = text.moment().run().tokenizer().vocabulary();
        boolean[] repeated = repetition(text).repeated();
        List<StepsPicture.Step> steps = new ArrayList<>();
        for (int i = 0; i < text.steps().size(); i++) {
            Written.Step step = text.steps().get(i);
            steps.add(new StepsPicture.Step(step.label(), step.p(), step.entropy(), step.rank(), repeated[text.prompt().length + i], step.likely().stream()
                    .map(other -> new StepsPicture.Other(other.id(), other.label(), other.p(), other.id() == step.id())).toList()));
        }
        int context = text.moment().run().config().contextLength();
        String ending = switch (text.end()) {
            case WRITING -> "writing";
            case STOPPED -> "stopped";
            case END_OF_TEXT -> "end of text";
            case LIMIT -> "limit reached";
        };
        return new StepsPicture(IntStream.of(text.prompt()).mapToObj(vocabulary::label).toList(), steps, Math.max(0, text.ids().length - context),
                Math.log(vocabulary.size()), first, ending);
    }

    /// Branches in the order of their rows: each below the one it leaves, the one that leaves last first, so that no line crosses a row.
    static List<Integer> treeOrder(List<Branch> branches) {
        List<Integer> order = new ArrayList<>();
        addChildren(branches, -1, order);
        return order;
    }

    private static void addChildren(List<Branch> branches, int parent, List<Integer> order) {
        IntStream.range(0, branches.size()).filter(i -> branches.get(i).parent() == parent).boxed()
                .sorted(Comparator.comparingInt(i -> parent < 0 ? 0 : -branches.get(i).from())).forEach(i -> {
                    order.add(i);
                    addChildren(branches, i, order);
                });
    }

    static TreePicture tree(List<Branch> branches, int selected, int first) {
        List<Integer> order = treeOrder(branches);
        return new TreePicture(order.stream().map(branches::get).map(branch -> new TreePicture.Row(branch.name(), order.indexOf(branch.parent()), branch.from(),
                branch.text().steps().stream().map(Written.Step::label).toList(), branch.logProbability())).toList(), order.indexOf(selected), first);
    }

    static TeacherPicture teacher(TeacherModel.Both both, int vocabulary) {
        List<TeacherPicture.Row> rows = new ArrayList<>();
        for (int i = 0; i + 1 < both.tokens().size(); i++) {
            Guess guess = both.guesses().get(i);
            rows.add(new TeacherPicture.Row(both.tokens().get(i), guess.label(), both.tokens().get(i + 1), guess.trueProbability(), both.free().get(i), both.free().get(i + 1)));
        }
        return new TeacherPicture(rows, Math.min(both.parted(), rows.size()), vocabulary);
    }

    static CopyPicture copies(CopyModel.Report report, int first) {
        return new CopyPicture(report.lines().stream().map(found -> copy(found.sample(), found.line())).toList(),
                unit(report.lines().stream().map(CopyModel.Found::line).toList()), first);
    }

    /// What one of the models of *memorization* wrote.
    static CopyPicture copies(List<Memorization.Wrote> lines, int first) {
        return new CopyPicture(lines.stream().map(wrote -> copy(wrote.times() == 1 ? "once" : wrote.times() + " times", wrote.line())).toList(),
                unit(lines.stream().map(Memorization.Wrote::line).toList()), first);
    }

    private static String unit(List<CopyCheck.Line> lines) {
        return lines.stream().allMatch(CopyCheck.Line::words) ? "words" : "letters";
    }

    private static CopyPicture.Line copy(String sample, CopyCheck.Line line) {
        return new CopyPicture.Line(sample, line.text(), line.nearest(), line.distance(), line.of(), line.runFrom(), line.runLength(), line.runCount());
    }

    /// The room's guesses, and beside them the model's once they are revealed.
    static StagesPicture poll(PollModel.Pinned poll, int rows) {
        int truth = poll.truth();
        Set<Integer> named = new LinkedHashSet<>();
        poll.votes().entrySet().stream().sorted((a, b) -> b.getValue() - a.getValue()).limit(rows).forEach(entry -> named.add(entry.getKey()));
        if (poll.revealed()) {
            if (named.size() >= rows && !named.contains(truth)) {
                named.remove(named.stream().reduce((a, b) -> b).orElseThrow());
            }
            named.add(truth);
            IntStream.of(poll.row().ranking().order()).limit(rows).takeWhile(id -> named.size() < rows).forEach(named::add);
        }
        List<Integer> ids = List.copyOf(named);
        String label = poll.row().label(truth);
        double[] plain = poll.row().plain();
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("The room", Numbers.integer(poll.people()) + (poll.people() == 1 ? " guess" : " guesses") + " after " + poll.row().after(), BarPicture.rows("room", ids.stream().map(id ->
                Bar.of("", poll.room(id)).text(Numbers.probability(poll.room(id)))).toList()).between(0, 1), poll.revealed() ? "loss " + Numbers.MINUS + "ln " + Numbers.probability(poll.room(truth)) + " = "
                        + Numbers.format(poll.roomLoss(truth)) + " nats" : "pinned"));
        if (poll.revealed()) {
            stages.add(new Stage("The model", "at T = 1", BarPicture.rows("model", ids.stream().map(id -> Bar.of("", plain[id]).text(Numbers.probability(plain[id]))).toList())
                    .between(0, 1).colors(InkColor.FG, InkColor.FG), "loss " + Numbers.MINUS + "ln " + Numbers.probability(plain[truth]) + " = " + Numbers.format(poll.row().loss(truth)) + " nats"));
        }
        String main = !poll.revealed() ? poll.people() + " guesses are pinned, the model is hidden." : "if " + label + " is true, the room pays " + Numbers.format(poll.roomLoss(truth))
                + " nats and the model " + Numbers.format(poll.row().loss(truth)) + ".";
        return new StagesPicture("Guesses of the room", main, ids.stream().map(poll.row()::label).toList(), stages, poll.revealed() ? ids.indexOf(truth) : -1, "", false, "");
    }
}
