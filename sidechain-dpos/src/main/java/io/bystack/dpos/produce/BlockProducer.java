package io.bystack.dpos.produce;

import io.bystack.core.chain.BlockAssembler;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.chain.Rehearsal;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.ChainListener;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.TipChange;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import io.bystack.dpos.BlockSignature;
import io.bystack.dpos.ConsensusNodes;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.HeaderWitness;
import io.bystack.dpos.Slots;
import io.bystack.dpos.VaporHeader;
import io.bystack.dpos.produce.GateReason.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes our blocks (spec/07 §5): waits for our slots, fills a template while transactions come,
 * closes it shortly before its time. A block is signed only when it is known to connect. All
 * methods run on the engine's thread.
 */
public final class BlockProducer implements ChainListener {
  private static final String SOURCE = "producer";
  private static final long LOOK_AGAIN_MS = 1_000;

  private final ProducerParts parts;
  private final ProducerSurroundings around;
  private final ConsensusView view;
  private final long intervalMs;
  private final ProducerSettings settings;
  private boolean running;
  // Tasks of an earlier plan find another number and do nothing.
  private long plan;
  // The last slot that was decided, well or not: each gets one try.
  private long lastSlot;

  public BlockProducer(
      ProducerParts parts, ProducerSettings settings, ProducerSurroundings around) {
    this.parts = parts;
    this.settings = settings;
    this.around = around;
    this.view = parts.rules().view();
    this.intervalMs = view.parameters().round().blockIntervalMs();
    parts.engine().addListener(this);
  }

  /** Begins to look for slots; calling it again has no effect. */
  public void start() {
    if (!running) {
      running = true;
      planNext();
    }
  }

  /** No block is made any more. */
  public void stop() {
    running = false;
    plan++;
  }

  @Override
  public void tipChanged(TipChange change) {
    if (running) {
      planNext();
    }
  }

  /** Our next timestamp after a parent: a multiple of the interval, not too close to now. */
  Optional<Long> nextSlot(BlockRef parent) throws RuleViolation {
    ConsensusNodes nodes = view.nodesAfter(parent);
    OptionalInt order = nodes.orderOf(parts.signer().xpub());
    if (order.isEmpty()) {
      return Optional.empty();
    }
    long now = around.timer().now();
    long base = Math.max(now, parent.timestamp());
    long first = base - base % intervalMs + intervalMs;
    if (first - now < intervalMs / 10) {
      first += intervalMs;
    }
    // A slot is decided shortly before its time: one further ahead is of a clock since set back.
    if (lastSlot <= base + settings.sealAheadMs() + intervalMs) {
      first = Math.max(first, lastSlot + intervalMs);
    }
    Slots slots = view.slotsAfter(parent);
    return Optional.of(slots.next(first, order.getAsInt(), nodes.size()));
  }

  private void planNext() {
    long mine = ++plan;
    BlockRef parent = view.best();
    ProducerTimer timer = around.timer();
    try {
      Optional<Long> slot = nextSlot(parent);
      if (slot.isEmpty()) {
        timer.at(timer.now() + LOOK_AGAIN_MS, () -> lookAgain(mine));
        return;
      }
      Template template = new Template(mine, slot.get(), new BlockAssembler(parts.pool(), parent));
      long begin = Math.max(timer.now(), slot.get() - 2 * intervalMs);
      timer.at(begin, () -> fill(template));
    } catch (RuleViolation e) {
      // Nobody can follow this block; a reorganisation may lead away from it.
      timer.at(timer.now() + LOOK_AGAIN_MS, () -> lookAgain(mine));
    }
  }

  private void lookAgain(long planned) {
    if (running && planned == plan) {
      planNext();
    }
  }

  /** A block in the making. */
  private record Template(long plan, long timestamp, BlockAssembler assembler) {}

  private void fill(Template template) {
    if (!running || template.plan() != plan) {
      return;
    }
    ProducerTimer timer = around.timer();
    if (timer.now() < template.timestamp() - 3 * intervalMs) {
      // The clock has been set back: there may be slots of ours before this one.
      planNext();
      return;
    }
    long sealAt = template.timestamp() - settings.sealAheadMs();
    template.assembler().fill(() -> timer.now() >= sealAt);
    long next = timer.now() + settings.fillEveryMs();
    if (timer.now() >= sealAt) {
      finish(template);
    } else if (next < sealAt) {
      timer.at(next, () -> fill(template));
    } else {
      timer.at(sealAt, () -> fill(template));
    }
  }

  private void finish(Template template) {
    // If the block is connected the plan is a new one by then.
    plan++;
    lastSlot = template.timestamp();
    SlotResult result = seal(template);
    around.results().accept(result);
    if (result.block().isEmpty() && running) {
      planNext();
    }
  }

  /**
   * Makes the template's block; or goes on with one whose height is used up already because the
   * process ended between signing and storing it.
   */
  private SlotResult seal(Template template) {
    BlockRef parent = template.assembler().parent();
    long height = parent.height() + 1;
    Optional<Block> unfinished = parts.draft().signedAfter(parent, parts.signer().record());
    List<GateReason> reasons =
        ProductionGate.reasons(around.snapshot().get(), settings.gate()).stream()
            .filter(reason -> unfinished.isEmpty() || reason.code() != Code.GUARD_HEIGHT)
            .toList();
    if (!reasons.isEmpty()) {
      return new SlotResult(template.timestamp(), height, Optional.empty(), reasons);
    }
    try {
      Rehearsal block =
          sign(
              unfinished.isPresent() ? parts.engine().rehearse(unfinished.get()) : build(template),
              parent);
      BlockOutcome outcome = parts.engine().process(block, SOURCE);
      if (outcome.place() != Place.MAIN) {
        String why =
            outcome.violation().map(RuleViolation::getMessage).orElse(outcome.place().name());
        return refused(template, height, why);
      }
      around.announcer().announce(block.block());
      return new SlotResult(
          template.timestamp(), height, Optional.of(block.block().hash()), List.of());
    } catch (RuleViolation e) {
      return refused(template, height, e.getMessage());
    }
  }

  private static SlotResult refused(Template template, long height, String why) {
    return new SlotResult(
        template.timestamp(),
        height,
        Optional.empty(),
        List.of(new GateReason(Code.BLOCK_REFUSED, why)));
  }

  /**
   * The full block; if its transactions together break a rule, one without the sub-protocol's; if
   * that does too, one without any.
   */
  private Rehearsal build(Template template) throws RuleViolation {
    BlockRef parent = template.assembler().parent();
    BlockDraft draft =
        new BlockDraft(
            parent,
            template.timestamp(),
            settings,
            view.rewardsDueAfter(parent),
            view.parameters());
    BlockAssembler.Choice pool = template.assembler().choice();
    List<BlockAssembler.Choice> choices = new ArrayList<>();
    if (addProposals(template, pool)) {
      choices.add(template.assembler().choice());
    }
    choices.add(pool);
    for (BlockAssembler.Choice choice : choices) {
      try {
        return rehearse(
            draft.block(choice.transactions(), choice.status()), choice.status(), parent);
      } catch (RuleViolation e) {
        report(template, "transactions left out: " + e.getMessage());
      }
    }
    Block empty = draft.block(List.of(), BlockDraft.COINBASE_ONLY);
    return rehearse(empty, BlockDraft.COINBASE_ONLY, parent);
  }

  /** Adds what the chain's sub-protocol wants in the block; whether there was any. */
  private boolean addProposals(Template template, BlockAssembler.Choice pool) {
    BlockAssembler assembler = template.assembler();
    long end = template.timestamp() - settings.sealAheadMs() / 2;
    boolean any = false;
    try {
      List<Transaction> proposals =
          parts
              .rules()
              .subProtocol()
              .proposals(
                  assembler.parent(),
                  template.timestamp(),
                  pool.transactions(),
                  pool.gas(),
                  () -> around.timer().now() >= end);
      for (Transaction proposal : proposals) {
        any |= add(proposal, template);
      }
    } catch (RuleViolation e) {
      report(template, "the sub-protocol proposes nothing: " + e.getMessage());
    }
    return any;
  }

  private boolean add(Transaction proposal, Template template) {
    try {
      template.assembler().add(proposal);
      return true;
    } catch (RuleViolation e) {
      report(template, "proposed transaction " + proposal.id() + ": " + e.getMessage());
      return false;
    }
  }

  private void report(Template template, String what) {
    long height = template.assembler().parent().height() + 1;
    around.results().accept(refused(template, height, what));
  }

  /** All of connecting the block, and what only our own blocks must keep. */
  private Rehearsal rehearse(Block block, TxStatus status, BlockRef parent) throws RuleViolation {
    parts.rules().checkOwn(block, status, parent);
    return parts.engine().rehearse(block);
  }

  private Rehearsal sign(Rehearsal rehearsed, BlockRef parent) throws RuleViolation {
    Block block = rehearsed.block();
    ConsensusNodes nodes = view.nodesAfter(parent);
    int order = nodes.orderOf(parts.signer().xpub()).orElseThrow();
    parts.draft().keep(block);
    BlockSignature signature =
        parts
            .signer()
            .sign(block.height(), block.hash())
            .orElseThrow(() ->
                RuleViolation.of(
                    "the sign-once record refused height " + block.height(),
                    RuleViolation.Verdict.TEMPORARY));
    int entries = Math.max(nodes.size(), view.parameters().round().consensusNodes());
    HeaderWitness witness = HeaderWitness.absent(entries).with(order, signature.signature());
    VaporHeader header = ((VaporHeader) block.header()).withWitness(witness.entries());
    return rehearsed.with(header, parts.engine());
  }
}
