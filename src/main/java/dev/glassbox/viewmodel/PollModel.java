package dev.glassbox.viewmodel;

import dev.glassbox.viewmodel.NextTokenModel.View;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    public record Pinned(NextTokenRow row, Map<Integer, Integer> votes, boolean revealed, int truth) {
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
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    PollModel(RunViewModel run, NextTokenModel nextToken) {
        this.run = run;
        this.nextToken = nextToken;
    }

    /// Takes the guesses typed: tokens with an optional number of votes, separated by commas.
    public void pin() {
        View view = nextToken.getView().orElse(null);
        if (view == null) {
            problem.set("There is no sentence to continue yet; type one first.");
            return;
        }
        Map<Integer, Integer> votes = new LinkedHashMap<>();
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
            votes.merge(id.getAsInt(), numbered ? Integer.parseInt(counted.group(2)) : 1, Integer::sum);
        }
        if (votes.values().stream().noneMatch(count -> count > 0)) {
            problem.set("Nobody has guessed yet; type words with votes, such as: mat 5, dog 2.");
            return;
        }
        problem.set("");
        pinned.set(new Pinned(view.row(), java.util.Collections.unmodifiableMap(votes), false, view.truth()));
    }

    /// Shows the model beside the room.
    public void reveal() {
        getPinned().ifPresent(now -> pinned.set(new Pinned(now.row, now.votes, true, now.truth)));
    }

    /// Takes another token as the true one.
    public void setTruth(int id) {
        getPinned().ifPresent(now -> pinned.set(new Pinned(now.row, now.votes, now.revealed, id)));
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

    /// Why the guesses could not be taken; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
