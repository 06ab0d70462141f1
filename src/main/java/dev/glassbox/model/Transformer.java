package dev.glassbox.model;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.nn.Block;
import dev.glassbox.nn.Blueprint;
import dev.glassbox.nn.Embeddings;
import dev.glassbox.nn.Heads;
import dev.glassbox.nn.Intervention;
import dev.glassbox.nn.KvCache;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.Observer;
import dev.glassbox.nn.PackedWeights;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.nn.SoftmaxCrossEntropy;
import dev.glassbox.nn.Unembedding;
import dev.glassbox.nn.WeightGradients;
import dev.glassbox.nn.WeightMatrix;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.ParameterLayout;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Slot.Keep;
import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Workspace;
import dev.glassbox.tensor.WorkspaceLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A transformer: embeddings, a stack of blocks, a last norm, the head. An immutable description that holds no numbers, so many
/// threads and runs may share it.
///
/// `logits = head(norm_f(block_L(… block_1(embed(ids)))))`
///
/// Shapes: ids `[B,T]` · residual stream `[B,T,C]` · logits `[B,T,V]`
public final class Transformer {
    private final ModelConfig config;
    private final ParameterLayout layout;
    private final WorkspaceLayout slots;
    private final Embeddings embeddings;
    private final List<Block> blocks;
    private final Optional<Norm> finalNorm;
    private final Slot last;
    private final Slot logits;
    private final Unembedding head;
    private final SoftmaxCrossEntropy loss;
    private final Stage logitsStage;
    private final Stage lossStage;
    private final List<Stage> forward;
    private final List<Stage> backward;
    private final List<Stage> wholePass;
    private final List<Piece> pieces;
    private final List<WeightMatrix> matrices;

    /// One piece of the weight gradients of one layer.
    private record Piece(WeightGradients layer, int index) {
    }

    public Transformer(ModelConfig config) {
        this.config = config;
        Blueprint plan = new Blueprint();
        Norm.Style norm = new Norm.Style(config.norm(), config.normEpsilon(), config.normGain(), config.bias());
        this.embeddings = new Embeddings(plan, new Embeddings.Style(config.vocabSize(), config.contextLength(), config.dModel(), config.tied(),
                config.positions(), config.ropePairs(), config.ropeTheta(), config.embeddingNorm() ? Optional.of(norm) : Optional.empty(),
                config.normPlace()), config.nHead());
        Heads heads = new Heads(config.nHead(), config.nKvHead(), config.dHead(), config.causal(), config.scaleScores());
        Block.Style style = new Block.Style(norm, config.normPlace(), heads, embeddings.positions(), config.attnOutputProjection(),
                config.residual(), config.ffn(), config.bias(), config.activation(), config.dFf());
        List<Block> stack = new ArrayList<>();
        Slot stream = embeddings.y();
        for (int layer = 0; layer < config.nLayer(); layer++) {
            Block block = new Block(plan, layer, style, stream);
            stack.add(block);
            stream = block.y();
        }
        this.blocks = List.copyOf(stack);
        boolean pre = config.normPlace() == Norm.Place.PRE;
        this.last = pre ? plan.slots().rows("final", -1, config.dModel(), Keep.STEP, Keep.STEP) : stream;
        this.finalNorm = pre ? Optional.of(norm.create(plan, "ln_f", stream, last)) : Optional.empty();
        this.logits = plan.slots().rows("logits", -1, config.vocabSize(), Keep.STEP, Keep.STEP);
        this.head = config.tied() ? Unembedding.tied(plan, embeddings.tokens(), last, logits) : Unembedding.free(plan, last, logits);
        this.loss = new SoftmaxCrossEntropy(logits);
        this.logitsStage = logitsStage();
        this.lossStage = new Stage.Rows(this::lossRows);
        this.forward = forwardStages();
        this.backward = backwardStages();
        this.wholePass = Stream.of(forward, List.of(lossStage), backward).flatMap(List::stream).toList();
        this.layout = plan.parameters();
        this.slots = plan.slots();
        // The head has the largest pieces. Starting with them keeps all threads busy to the end.
        List<Piece> all = new ArrayList<>();
        for (WeightGradients layer : plan.gradients().reversed()) {
            for (int piece = 0; piece < layer.gradientPieces(); piece++) {
                all.add(new Piece(layer, piece));
            }
        }
        this.pieces = List.copyOf(all);
        this.matrices = plan.matrices();
    }

    public ModelConfig config() {
        return config;
    }

    public ParameterLayout layout() {
        return layout;
    }

    /// The activations of this model; see [Workspace#values(Slot)].
    public WorkspaceLayout slots() {
        return slots;
    }

    /// Fills in initial weights as GPT-2 does: matrices normal with a standard deviation of 0.02, those that write into the residual
    /// stream smaller by √(2·nLayer), gains 1, biases 0. Each parameter has its own random stream from (seed, name), so adding a
    /// parameter to a model changes no other.
    public void initialize(Parameters params, long seed) {
        for (Parameter parameter : layout.parameters()) {
            if (parameter.shape().rank() == 1) {
                Arrays.fill(params.values(), parameter.offset(), parameter.end(), parameter.name().endsWith(".weight") ? 1 : 0);
            } else {
                boolean intoStream = parameter.name().endsWith(".c_proj.weight");
                double std = intoStream ? config.initStd() / Math.sqrt(2.0 * config.nLayer()) : config.initStd();
                CounterRandom.of(seed, "initial " + parameter.name())
                        .fillGaussian(params.values(), parameter.offset(), parameter.end(), (float) std);
            }
        }
    }

    /// Room for the activations of up to `maxBatch` sequences of up to `maxTime` tokens, with gradients for training.
    public Workspace workspace(int maxBatch, int maxTime, boolean training) {
        if (maxTime > config.contextLength()) {
            throw new IllegalArgumentException("A workspace for " + maxTime + " tokens is longer than the model's context of "
                    + config.contextLength());
        }
        return new Workspace(slots, maxBatch, maxTime, training);
    }

    /// Computes the logits of `ids` `[batch, time]`; they stay in the workspace, see [Workspace#logits].
    ///
    /// @throws IllegalArgumentException if an id is not in the vocabulary or the batch does not fit the workspace
    public void forward(Pass pass, int[] ids, int batch, int time) {
        checkIds(ids, 0, batch * time);
        pass.work().begin(ids, batch, time);
        boolean changed = pass.intervention() != Intervention.NONE;
        if (changed) {
            forwardChanged(pass);
        }
        for (Stage stage : changed ? List.of(logitsStage) : forward) {
            stage.batch(pass);
            if (pass.probe() != Probe.NONE) {
                stage.observe(pass);
            }
        }
    }

    /// From the embeddings to the final norm, stage by stage over all rows, so that an intervention can change what a stage computed.
    private void forwardChanged(Pass pass) {
        int rows = pass.work().rows();
        embeddings.forward(pass, 0, rows);
        embeddings.change(pass);
        embeddings.observe(pass);
        for (Block block : blocks) {
            block.beforeChanged(pass);
            block.observeBefore(pass);
            block.mixChanged(pass);
            block.observeMix(pass);
            block.afterChanged(pass);
            block.observeAfter(pass);
        }
        finalNorm.ifPresent(norm -> norm.forward(pass, 0, rows));
    }

    /// From the embeddings to the logits.
    private List<Stage> forwardStages() {
        List<Stage> stages = new ArrayList<>();
        // x = embed(ids), and the first block as far as its attention
        stages.add(new Stage.Rows((pass, from, to) -> {
            embeddings.forward(pass, from, to);
            blocks.getFirst().before(pass, from, to);
        }, pass -> {
            embeddings.observe(pass);
            blocks.getFirst().observeBefore(pass);
        }));
        for (int layer = 0; layer < blocks.size() - 1; layer++) {
            Block block = blocks.get(layer);
            Block next = blocks.get(layer + 1);
            stages.add(new Stage.Pairs(block.attention()::pairs, block.attention()::mix, block::observeMix));
            // the rest of this block, and the next one as far as its attention
            stages.add(new Stage.Rows((pass, from, to) -> {
                block.after(pass, from, to);
                next.before(pass, from, to);
            }, pass -> {
                block.observeAfter(pass);
                next.observeBefore(pass);
            }));
        }
        Block top = blocks.getLast();
        stages.add(new Stage.Pairs(top.attention()::pairs, top.attention()::mix, top::observeMix));
        stages.add(new Stage.Rows((pass, from, to) -> {
            top.after(pass, from, to);
            finalNorm.ifPresent(norm -> norm.forward(pass, from, to));
        }, top::observeAfter));
        stages.add(logitsStage);
        return List.copyOf(stages);
    }

    private Stage logitsStage() {
        // logits = x · Eᵀ
        return new Stage.Table(config.vocabSize(), head::forward, pass -> {
            Observer see = new Observer(pass, -1);
            see.rows(ProbePoint.FINAL_NORM, last);
            see.rows(ProbePoint.LOGITS, logits);
        });
    }

    /// From the gradient of the logits to that of the embeddings, without the weights.
    private List<Stage> backwardStages() {
        List<Stage> stages = new ArrayList<>();
        // from the loss down to the attention of the last block
        stages.add(new Stage.Rows((pass, from, to) -> {
            head.backward(pass, from, to);
            finalNorm.ifPresent(norm -> norm.backward(pass, from, to, false));
            blocks.getLast().afterBackward(pass, from, to);
        }));
        for (int layer = blocks.size() - 1; layer >= 0; layer--) {
            Block block = blocks.get(layer);
            stages.add(new Stage.Pairs(block.attention()::backwardPairs, block.attention()::mixBackward));
            int below = layer - 1;
            stages.add(new Stage.Rows((pass, from, to) -> {
                block.beforeBackward(pass, from, to);
                if (below >= 0) {
                    blocks.get(below).afterBackward(pass, from, to);
                } else {
                    embeddings.backward(pass, from, to);
                }
            }));
        }
        return List.copyOf(stages);
    }

    /// Mean cross-entropy of the last forward pass in nats; every position's own loss is then in `tokenLosses()` of the workspace.
    /// A training workspace also gets the gradient of the logits, so that [#backward] can follow.
    ///
    /// @param targets `[batch, time]`; -1 = the position does not count
    /// @return 0 if no position counts
    public double loss(Pass pass, int[] targets) {
        aim(pass.work(), targets);
        lossStage.batch(pass);
        return pass.work().meanLoss();
    }

    private void lossRows(Pass pass, int from, int to) {
        int counted = pass.work().counted();
        if (pass.work().training()) {
            loss.backward(pass, from, to, counted == 0 ? 0 : 1f / counted);
        } else {
            loss.forward(pass, from, to);
        }
    }

    private void aim(Workspace work, int[] targets) {
        for (int row = 0; row < work.rows(); row++) {
            if (targets[row] < -1 || targets[row] >= config.vocabSize()) {
                throw new IllegalArgumentException("Target " + targets[row] + " is not a token of this vocabulary of " + config.vocabSize()
                        + " and not -1");
            }
        }
        work.aim(targets);
    }

    /// Mean cross-entropy and the gradients of all weights: [#forward], [#loss] and [#backward] with the same bits. Every thread takes whole
    /// sequences through the model, as long as there are enough of them. So what a sequence leaves behind is still in the thread's cache on
    /// its way down, threads wait for each other once instead of twice a layer, and one that loses its core holds nobody up. A pass that somebody
    /// looks at or changes goes stage by stage.
    public double gradients(Pass pass, int[] ids, int[] targets, int batch, int time) {
        checkTraining(pass);
        Sequences groups = Sequences.of(batch, time);
        boolean watched = pass.probe() != Probe.NONE || pass.intervention() != Intervention.NONE;
        if (watched || !groups.busy(pass.pool().threads())) {
            forward(pass, ids, batch, time);
            double mean = loss(pass, targets);
            backward(pass);
            return mean;
        }
        checkIds(ids, 0, batch * time);
        pass.work().begin(ids, batch, time);
        aim(pass.work(), targets);
        pass.pool().run(groups.count(), group -> {
            for (Stage stage : wholePass) {
                stage.sequences(pass, groups.from(group), groups.to(group));
            }
        });
        weightGradients(pass);
        return pass.work().meanLoss();
    }

    /// Computes the gradients of all weights, after [#forward] and [#loss] in a training workspace.
    public void backward(Pass pass) {
        checkTraining(pass);
        for (Stage stage : backward) {
            stage.batch(pass);
        }
        weightGradients(pass);
    }

    private static void checkTraining(Pass pass) {
        if (!pass.work().training()) {
            throw new IllegalStateException("This workspace is for viewing only; ask for one with training = true");
        }
    }

    /// The same for all values between the weights, stage by stage, with the probe of the pass looking at gradients: it is shown ∂loss/∂value for
    /// every point it wants, in the shape of the point. A residual point's gradient is that of all its later uses together. Where norms come
    /// after, `NORM1` is the stream itself. The gradients of the weights follow by [#weightGradients], if they are wanted.
    public void backwardSeen(Pass pass) {
        Observer outside = new Observer(pass, -1);
        outside.rowGradients(ProbePoint.LOGITS, logits);
        overRows(pass, head::backward);
        outside.rowGradients(ProbePoint.FINAL_NORM, last);
        finalNorm.ifPresent(norm -> overRows(pass, (_, from, to) -> norm.backward(pass, from, to, false)));
        for (Block block : blocks.reversed()) {
            block.observeGradientOut(pass);
            overRows(pass, block::afterBackward);
            block.observeAfterBackward(pass);
            pass.pool().run(block.attention().backwardPairs(pass.work()), pair -> block.attention().mixBackward(pass, pair));
            block.observeMixBackward(pass);
            overRows(pass, block::beforeBackward);
            block.observeBeforeBackward(pass);
        }
        outside.rowGradients(ProbePoint.EMBED, embeddings.y());
        overRows(pass, embeddings::backward);
    }

    /// The gradients of all weights from what the backward pass left in the workspace: every layer kept its inputs and the gradients of its outputs.
    public void weightGradients(Pass pass) {
        pass.pool().run(pieces.size(), piece -> pieces.get(piece).layer().gradientPiece(pass, pieces.get(piece).index()));
    }

    /// Room for packed copies of the weights; see [PackedWeights#pack].
    ///
    /// @param training whether there are copies for the backward pass, too
    public PackedWeights packedWeights(boolean training) {
        return new PackedWeights(matrices, training);
    }

    /// An empty cache for one sequence, read in pieces of up to `maxTime` tokens.
    ///
    /// @throws IllegalArgumentException if the model is not causal: then every token changes all earlier ones, and nothing can be kept
    public KvCache cache(int maxTime) {
        if (!config.causal()) {
            throw new IllegalArgumentException("causal: false, so keys and values of earlier tokens cannot be kept; "
                    + "use forward for every token");
        }
        return new KvCache(config.nLayer(), config.nHead(), config.nKvHead() * config.dHead(), config.contextLength(), maxTime);
    }

    /// Reads one more token of the sequence in the cache. The logits of the next token are then in row 0 of the workspace's logits,
    /// with the same bits as those of a forward pass over the whole sequence.
    public void decode(Pass pass, KvCache cache, int id) {
        decode(pass, cache, new int[] {id}, 0, 1);
    }

    /// Reads `count` more tokens, at most as many as the workspace and the cache take at once. The logits of the last one are then in row
    /// `count − 1` of the workspace's logits; no others are computed.
    ///
    /// @throws IllegalArgumentException if an id is not in the vocabulary or the context is full
    public void decode(Pass pass, KvCache cache, int[] ids, int from, int count) {
        if (cache.length() + count > config.contextLength()) {
            throw new IllegalArgumentException("The context of " + config.contextLength() + " tokens is full");
        }
        checkIds(ids, from, count);
        pass.work().begin(ids, from, 1, count, cache.length());
        embeddings.forward(pass, 0, count);
        for (Block block : blocks) {
            block.extend(pass, cache);
        }
        cache.advance(count);
        finalNorm.ifPresent(norm -> norm.forward(pass, count - 1, count));
        head.forwardWide(pass, count - 1);
    }

    private static void overRows(Pass pass, Stage.Work work) {
        new Stage.Rows(work).batch(pass);
    }

    private void checkIds(int[] ids, int from, int count) {
        for (int i = from; i < from + count && i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= config.vocabSize()) {
                throw new IllegalArgumentException("Token id " + ids[i] + " at place " + i + " is not in this model's vocabulary of "
                        + config.vocabSize());
            }
        }
    }
}
