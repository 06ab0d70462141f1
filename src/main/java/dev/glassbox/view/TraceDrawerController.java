package dev.glassbox.view;

import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.Numbers;
import dev.glassbox.session.Expression;
import dev.glassbox.session.Expression.Operand;
import dev.glassbox.session.Expression.Term;
import dev.glassbox.session.Place;
import dev.glassbox.session.Token;
import dev.glassbox.viewmodel.ProvenanceModel;
import dev.glassbox.viewmodel.ProvenanceModel.Answer;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The drawer over the inspector: where a number comes from, and who passes gradient to it. Every operand leads one level on.
public final class TraceDrawerController {
    /// So many terms are listed; the rest is one line with their sum.
    private static final int LISTED = 24;
    private static final int IN_LINE = 3;

    private final WindowState state;
    private final WindowModel models;
    private final ProvenanceModel provenance;

    @FXML private Label place;
    @FXML private Button back;
    @FXML private SegmentedControl<Boolean> side;
    @FXML private Label value;
    @FXML private Label formula;
    @FXML private Label line;
    @FXML private Label problem;
    @FXML private VBox terms;
    private Place listed;

    public TraceDrawerController(WindowState state, WindowModel models) {
        this.state = state;
        this.models = models;
        provenance = models.provenance();
    }

    @FXML
    private void initialize() {
        side.setNames(gradient -> gradient ? "∂L / ∂ this" : "This number");
        side.setAll(false, true);
        provenance.gradientProperty().subscribe(side::setValue);
        side.setOnChoice(provenance.gradientProperty()::set);
        back.visibleProperty().bind(provenance.deeperProperty());
        new Refresh(models.pulse(), place, this::show, provenance.answerProperty(), provenance.placeProperty());
    }

    @FXML
    private void close() {
        state.tracing().set(false);
    }

    @FXML
    private void back() {
        provenance.back();
    }

    private void show() {
        Place asked = provenance.placeProperty().get();
        Answer answer = provenance.answerProperty().get();
        if (asked == null) {
            return;
        }
        boolean current = answer != null && answer.place().equals(asked);
        boolean known = current && answer.expression().isPresent();
        problem.setText(current ? answer.problem() : "");
        problem.setManaged(!problem.getText().isEmpty());
        place.setText(asked.title() + (current ? tokens(answer) + (answer.change().nothing() ? "" : "\nwhat-if: " + answer.change().title()) : ""));
        value.setVisible(known);
        if (!known) {
            place.setText(asked.title());
            formula.setText("");
            line.setText("");
            terms.getChildren().clear();
            value.setText("");
            return;
        }
        Expression expression = answer.expression().get();
        value.setText(Numbers.format(expression.value()));
        formula.setText(expression.formula());
        line.setText(line(answer, expression));
        fill(expression);
        if (!asked.equals(listed)) {
            listed = asked;
            terms.applyCss();
        }
    }

    /// The tokens that the positions of an address mean.
    private static String tokens(Answer answer) {
        if (!(answer.place() instanceof Place.Cell cell)) {
            return "";
        }
        List<Token> tokens = answer.trace().sentence().tokens();
        return cell.point().axes().equals("HTT") ? "\n" + tokens.get(cell.index().get(1)).label() + " → " + tokens.get(cell.index().get(2)).label()
                : "\n" + tokens.get(cell.index().get(0)).label();
    }

    /// "0.781 = e^1.69 / (e^1.69 + e^−2.14 + …)" and "−1.31 = 0.52 × −0.8 + 0.1 + …".
    private static String line(Answer answer, Expression expression) {
        if (expression.terms().isEmpty()) {
            return "";
        }
        StringJoiner sum = new StringJoiner(" + ");
        boolean softmax = expression.formula().contains("e^s_j");
        String own = "";
        for (int i = 0; i < expression.terms().size(); i++) {
            Term term = expression.terms().get(i);
            Operand first = term.operands().getFirst();
            if (softmax && first.name().startsWith("this one")) {
                own = "e^" + Numbers.format(first.value());
            }
            if (i < IN_LINE) {
                StringJoiner product = new StringJoiner(" × ");
                term.operands().forEach(operand -> product.add((softmax ? "e^" : "") + Numbers.format(operand.value())));
                sum.add(product.toString());
            }
        }
        String shown = sum + (expression.terms().size() > IN_LINE ? " + …" : "");
        return Numbers.format(expression.value()) + " = " + (softmax ? own + " / (" + shown + ")" : shown);
    }

    private void fill(Expression expression) {
        List<Node> rows = new ArrayList<>();
        List<Term> all = expression.terms();
        for (int i = 0; i < Math.min(LISTED, all.size()); i++) {
            rows.add(row(all.get(i), all.size() > 1));
        }
        if (all.size() > LISTED) {
            double rest = all.subList(LISTED, all.size()).stream().mapToDouble(Term::value).sum();
            var more = new Label(Numbers.integer(all.size() - LISTED) + " more, together " + Numbers.format(rest));
            more.getStyleClass().add("muted");
            rows.add(more);
        }
        terms.getChildren().setAll(rows);
    }

    private Node row(Term term, boolean summand) {
        var factors = new VBox();
        for (Operand operand : term.operands()) {
            factors.getChildren().add(operand(operand));
        }
        HBox.setHgrow(factors, Priority.ALWAYS);
        var row = new HBox(factors);
        row.getStyleClass().add("term");
        if (summand) {
            var product = new Label(Numbers.format(term.value()));
            product.getStyleClass().addAll("number", "summand");
            product.setMinWidth(Region.USE_PREF_SIZE);
            row.getChildren().add(product);
        }
        return row;
    }

    private Node operand(Operand operand) {
        var number = new Label(Numbers.format(operand.value()));
        number.getStyleClass().addAll("number", operand.gradient() ? "gradient" : "plain");
        number.setMinWidth(64);
        var name = new Label(operand.name());
        name.getStyleClass().add("caption");
        var words = new HBox(8, number, name);
        if (operand.place().isEmpty()) {
            words.getStyleClass().add("constant");
            return words;
        }
        Place next = operand.place().get();
        var button = new Button();
        button.setGraphic(words);
        button.setMaxWidth(Double.MAX_VALUE);
        button.getStyleClass().setAll("button", "flat", "operand");
        button.setAccessibleText(operand.name() + ", " + Numbers.format(operand.value()) + ", open");
        button.setOnAction(event -> provenance.follow(next, operand.gradient()));
        return button;
    }
}
