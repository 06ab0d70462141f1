package dev.glassbox.viewmodel;

import dev.glassbox.viewmodel.NextTokenModel.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The room guesses the next token before the model is shown: guesses are pinned, then revealed beside the model's, both with their loss.
public final class PollModel {

    private static final Pattern VOTES = Pattern.compile("(.*?)[\\s:=×x]*(\\d+)\\s*");

    /// Guesses that can no longer be changed.
    ///
    /// @param row   what the guesses are about; kept, however training goes on
    /// @param votes by token id, in the order typed
    /// @param truth the token both are judged by
    /// @param remark which guesses are more than one token, so that only their first can come next; empty for none
    public record Pinned(NextTokenRow row, Map<Integer, Integer> votes, boolean revealed, int truth, String remark) {
        public int people() {
            return votes.values().stream().mapToInt(Integer::intValue).sum();
        }

        /// The room's probability of a token. One more vote is spread evenly over the vocabulary, else a token nobody named would cost
        /// infinitely much: `(votes + 1/V) / (people + 1)`.
        public double room(int id) {
            return (votes.getOrDefault(id, 0) + 1.0 / row.size()) / (people() + 1);
        }

        /// `−ln` of it, in nats.
        public double roomLoss(int id) {
            return -Math.log(room(id));
        }
    }

    private final RunViewModel run;
    private final NextTokenModel nextToken;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ReadOnlyObjectWrapper<Pinned> pinned = new ReadOnlyObjectWrapper<>(this, "pinned");
    private final ReadOnlyBooleanWrapper secret = new ReadOnlyBooleanWrapper(this, "secret");
    private boolean shown;
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    PollModel(RunViewModel run, TraceViewModel trace, NextTokenModel nextToken) {
        this.run = run;
        this.nextToken = nextToken;
        trace.sentenceProperty().subscribe((before, now) -> forget());
        pinned.subscribe(this::keep);
    }

    /// Whether the poll is on screen. While it is and the model is not revealed, nothing else may give the model's answer away.
    public void setShown(boolean now) {
        shown = now;
        keep();
    }

    private void keep() {
        secret.set(shown && !getPinned().map(Pinned::revealed).orElse(false));
    }

    /// Takes the guesses typed: tokens with an optional number of votes, separated by commas.
    public void pin() {
        View view = nextToken.getView().orElse(null);
        if (view == null) {
            problem.set("There is no sentence to continue yet; type one first.");
            return;
        }
        Map<Integer, Integer> votes = new LinkedHashMap<>();
        List<String> cut = new ArrayList<>();
        for (String part : text.get().split("[,;\\n]")) {
            if (part.isBlank()) {
                continue;
            }
            Matcher counted = VOTES.matcher(part.strip());
            boolean numbered = counted.matches() && !counted.group(1).isBlank() && counted.group(2).length() < 7;
            String word = numbered ? counted.group(1).strip() : part.strip();
            OptionalInt id = TypedToken.find(view.row(), run.getLoaded(), word);
            if (id.isEmpty()) {
                problem.set("\"" + word + "\" is not a token of this vocabulary; type words with votes, such as: mat 5, dog 2.");
                return;
            }
            int pieces = TypedToken.pieces(view.row(), run.getLoaded(), word);
            if (pieces > 1) {
                cut.add("\"" + word + "\" is " + pieces + " tokens here: its first, " + view.row().label(id.getAsInt()) + ", stands for it.");
            }
            votes.merge(id.getAsInt(), numbered ? Integer.parseInt(counted.group(2)) : 1, Integer::sum);
        }
        if (votes.values().stream().noneMatch(count -> count > 0)) {
            problem.set("Nobody has guessed yet; type words with votes, such as: mat 5, dog 2.");
            return;
        }
        problem.set("");
        pinned.set(new Pinned(view.row(), Collections.unmodifiableMap(votes), false, view.truth(), String.join(" ", cut)));
    }

    /// Shows the model beside the room.
    public void reveal() {
        getPinned().ifPresent(now -> pinned.set(new Pinned(now.row, now.votes, true, now.truth, now.remark)));
    }

    /// Takes another token as the true one.
    public void setTruth(int id) {
        getPinned().ifPresent(now -> pinned.set(new Pinned(now.row, now.votes, now.revealed, id, now.remark)));
    }

    public void forget() {
        pinned.set(null);
        problem.set("");
    }

    public StringProperty textProperty() {
        return text;
    }

    /// Null before guesses are pinned.
    public ReadOnlyObjectProperty<Pinned> pinnedProperty() {
        return pinned.getReadOnlyProperty();
    }

    public Optional<Pinned> getPinned() {
        return Optional.ofNullable(pinned.get());
    }

    /// Whether the model's answer must not be seen anywhere.
    public ReadOnlyBooleanProperty secretProperty() {
        return secret.getReadOnlyProperty();
    }

    /// Why the guesses could not be taken; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
