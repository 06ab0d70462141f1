package dev.glassbox.viewmodel;

import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Mailbox;
import dev.glassbox.session.Worker;
import dev.glassbox.text.UnknownCharacterException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Begin, end and padding in a batch, and a chat as one row of tokens.
public final class SpecialTokensModel {
    private static final int MOST_WORDS = 6;
    private static final int LONGEST = 12;

    /// A message as a row of tokens.
    ///
    /// @param decoded what its ordinary tokens give back
    public record Chat(String message, List<ChatTemplate.Piece> pieces, String decoded) {
        static final Chat NONE = new Chat("", List.of(), "");

        public Chat {
            pieces = List.copyOf(pieces);
        }
    }

    private final Worker worker;
    private final Mailbox<PaddedBatch> batches = new Mailbox<>();
    private final Mailbox<Chat> chats = new Mailbox<>();
    private final Mailbox<String> troubles = new Mailbox<>();
    private LoadedSpec run;
    private boolean active;

    private final StringProperty words = new SimpleStringProperty(this, "words", "emma ava olivia");
    private final ObjectProperty<PaddedBatch.End> end = new SimpleObjectProperty<>(this, "end", PaddedBatch.End.BOS);
    private final StringProperty message = new SimpleStringProperty(this, "message", "where is the cat");
    private final ReadOnlyObjectWrapper<PaddedBatch> batch = new ReadOnlyObjectWrapper<>(this, "batch");
    private final ReadOnlyObjectWrapper<Chat> chat = new ReadOnlyObjectWrapper<>(this, "chat", Chat.NONE);
    private final ReadOnlyObjectWrapper<List<SpecialChecks.Check>> checks = new ReadOnlyObjectWrapper<>(this, "checks", List.of());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    SpecialTokensModel(Pulse pulse, RunViewModel runs, Worker worker) {
        this.worker = worker;
        runs.loadedProperty().subscribe(now -> {
            run = now;
            talk();
        });
        words.addListener((_, _, _) -> compute());
        end.addListener((_, _, _) -> compute());
        message.addListener((_, _, _) -> talk());
        pulse.add(_ -> {
            batches.take().ifPresent(news -> {
                batch.set(news);
                check();
            });
            chats.take().ifPresent(news -> {
                chat.set(news);
                check();
            });
            troubles.take().ifPresent(problem::set);
        });
    }

    void activate() {
        active = true;
        compute();
        talk();
    }

    private void check() {
        if (batch.get() != null && chat.get() != Chat.NONE) {
            checks.set(SpecialChecks.of(batch.get(), chat.get().pieces(), chat.get().message(), chat.get().decoded()));
        }
    }

    private void compute() {
        List<String> wanted = Arrays.stream(words.get().strip().toLowerCase(Locale.ROOT).split("\\s+")).filter(word -> !word.isEmpty()).toList();
        String bad = wanted.stream().filter(word -> !word.matches("[a-z]+")).findFirst().orElse("");
        if (!bad.isEmpty()) {
            problem.set("\"" + bad + "\" has characters outside a to z. This small vocabulary knows only these 26 letters.");
        } else if (wanted.size() > MOST_WORDS || wanted.stream().anyMatch(word -> word.length() > LONGEST)) {
            problem.set("There is room for " + MOST_WORDS + " words of at most " + LONGEST + " letters. Take some away.");
        } else if (wanted.isEmpty()) {
            problem.set("Type a few words of different lengths.");
        } else if (active) {
            problem.set("");
            PaddedBatch.End last = end.get();
            worker.submit("batch", () -> batches.put(PaddedBatch.of(wanted, last)));
        }
    }

    private void talk() {
        LoadedSpec model = run;
        if (model == null || !active) {
            return;
        }
        String asked = message.get();
        worker.submit("chat", () -> {
            try {
                List<ChatTemplate.Piece> pieces = ChatTemplate.pieces(model.tokenizer(), List.of(new ChatTemplate.Message("user", asked)));
                int[] typed = pieces.stream().filter(piece -> !piece.special()).mapToInt(ChatTemplate.Piece::id).toArray();
                chats.put(new Chat(asked, pieces, model.tokenizer().decode(typed)));
            } catch (UnknownCharacterException unknown) {
                troubles.put(unknown.getMessage());
            }
        });
    }

    /// Words of the batch, with spaces between them.
    public StringProperty wordsProperty() {
        return words;
    }

    public ObjectProperty<PaddedBatch.End> endProperty() {
        return end;
    }

    /// What the user of the chat says.
    public StringProperty messageProperty() {
        return message;
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<PaddedBatch> batchProperty() {
        return batch.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Chat> chatProperty() {
        return chat.getReadOnlyProperty();
    }

    /// What special tokens promise, and whether batch and chat keep it; empty before both are there.
    public ReadOnlyObjectProperty<List<SpecialChecks.Check>> checksProperty() {
        return checks.getReadOnlyProperty();
    }

    /// One sentence, or empty.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
