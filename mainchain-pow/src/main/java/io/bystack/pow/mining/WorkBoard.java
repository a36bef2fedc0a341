package io.bystack.pow.mining;

import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.consensus.ChainListener;
import io.bystack.core.consensus.TipChange;
import io.bystack.core.model.Block;
import io.bystack.pow.ClassicHeader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Holds the template miners work on, hands out work and takes solutions (spec/03 §10.3). A new tip
 * gives a new template at once; {@link #refresh} called now and then lets new fees in. Solutions of
 * the last few templates over the same parent are good as well. Thread-safe; templates are made on
 * the engine's thread.
 */
public final class WorkBoard implements ChainListener {
  private static final int REMEMBERED = 16;
  private static final long TIMESTAMP_LIFE_SECONDS = 30;

  /** Miners get the quick template before time is spent on the fees that it leaves. */
  private static final int LATER_MILLIS = 100;

  private final TemplateBuilder builder;
  private final BlockIntake intake;
  private final Executor engineThread;
  private final Executor later =
      CompletableFuture.delayedExecutor(LATER_MILLIS, TimeUnit.MILLISECONDS);
  private final List<Consumer<BlockTemplate>> listeners = new CopyOnWriteArrayList<>();
  private final Deque<BlockTemplate> recent = new ArrayDeque<>();
  private final AtomicBoolean renewing = new AtomicBoolean();
  private volatile MiningSettings settings;
  private volatile BlockTemplate current;

  /**
   * Makes the first template; to be called on the engine's thread.
   *
   * @param engineThread makes all other templates
   */
  public WorkBoard(
      TemplateBuilder builder, BlockIntake intake, Executor engineThread, MiningSettings settings) {
    this.builder = builder;
    this.intake = intake;
    this.engineThread = engineThread;
    this.settings = settings;
    this.current = builder.build(settings);
    recent.addFirst(current);
  }

  /** The template to work on now. */
  public BlockTemplate current() {
    return current;
  }

  /** Is told of every new template, on the engine's thread; must return quickly. */
  public void addListener(Consumer<BlockTemplate> listener) {
    listeners.add(listener);
  }

  public MiningSettings settings() {
    return settings;
  }

  /** Changes the settings and soon makes a template with them. */
  public void change(UnaryOperator<MiningSettings> change) {
    synchronized (this) {
      settings = change.apply(settings);
    }
    engineThread.execute(() -> publish(builder.build(settings)));
  }

  @Override
  public void tipChanged(TipChange change) {
    refresh();
  }

  /**
   * Soon makes a new template if there is reason to: other transactions, or a timestamp long past.
   */
  public void refresh() {
    if (renewing.compareAndSet(false, true)) {
      engineThread.execute(this::renew);
    }
  }

  private void renew() {
    renewing.set(false);
    BlockTemplate made = builder.build(settings);
    boolean same =
        made.parent().equals(current.parent())
            && made.transactions().equals(current.transactions());
    long age = made.header().timestamp() - current.header().timestamp();
    if (!same || age >= TIMESTAMP_LIFE_SECONDS) {
      publish(made);
    }
    if (!builder.isComplete()) {
      later.execute(this::refresh);
    }
  }

  private void publish(BlockTemplate made) {
    synchronized (this) {
      if (!made.parent().equals(current.parent())) {
        recent.clear();
      }
      recent.addFirst(made);
      if (recent.size() > REMEMBERED) {
        recent.removeLast();
      }
      current = made;
    }
    listeners.forEach(l -> l.accept(made));
  }

  /** Whether a template's parent is no longer the tip. */
  public boolean isStale(BlockTemplate template) {
    return builder.isStale(template);
  }

  /** The current work, its timestamp set to the present. */
  public Work work() {
    BlockTemplate template = current;
    ClassicHeader header = template.header(0, builder.timestampAfter(template.parent()));
    return new Work(header, template.seed());
  }

  /**
   * Takes a solved header. Only nonce and timestamp are looked at if its roots are of no template
   * known here.
   */
  public void submit(Optional<ClassicHeader> submitted) throws WorkRejected {
    if (submitted.isEmpty()) {
      throw new WorkRejected("can't submit empty block");
    }
    ClassicHeader header = submitted.get();
    BlockTemplate template = templateOf(header);
    submit(template, template.header(header.nonce(), header.timestamp()));
  }

  private synchronized BlockTemplate templateOf(ClassicHeader header) throws WorkRejected {
    if (!header.previous().equals(current.header().previous())) {
      throw WorkRejected.late();
    }
    return recent.stream().filter(t -> t.hasRootsOf(header)).findFirst().orElse(current);
  }

  /** Takes a template's header with the right nonce; returns when the block is durable. */
  public void submit(BlockTemplate template, ClassicHeader solved) throws WorkRejected {
    if (isStale(template)) {
      throw WorkRejected.late();
    }
    take(template.block(solved), "submit result is orphan");
  }

  /** Takes a whole block. */
  public void submitBlock(Block block) throws WorkRejected {
    take(block, "block submitted is orphan");
  }

  private void take(Block block, String orphanText) throws WorkRejected {
    BlockOutcome outcome = intake.take(block);
    if (outcome.isOrphan()) {
      throw new WorkRejected(orphanText);
    }
    if (outcome.violation().isPresent()) {
      throw new WorkRejected(outcome.violation().get().getMessage());
    }
  }
}
