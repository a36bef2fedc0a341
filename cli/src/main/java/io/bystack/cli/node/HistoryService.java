package io.bystack.cli.node;

import io.bystack.core.chain.HistoryValidator;
import io.bystack.core.chain.HistoryValidator.Result;
import io.bystack.core.store.StoreException;
import io.bystack.core.sync.SyncNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets and validates the blocks below the snapshot a chain began with, from a file or from a peer,
 * while the node runs; stops the node if they lead to another state.
 */
final class HistoryService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryService.class);

  private final Supplier<HostedChain> chain;
  private final Supplier<SyncNode> peers;
  private final Runnable stopNode;
  private Optional<HistoryValidator> validator = Optional.empty();

  /**
   * The service of a chain.
   *
   * @param stopNode called when the snapshot is wrong
   */
  HistoryService(Supplier<HostedChain> chain, Supplier<SyncNode> peers, Runnable stopNode) {
    this.chain = chain;
    this.peers = peers;
    this.stopNode = stopNode;
  }

  @Override
  public String name() {
    return "validation of the past";
  }

  @Override
  public synchronized void start() throws StoreException {
    HostedChain hosted = chain.get();
    ChainHost host = hosted.host();
    validator =
        HistoryValidator.begin(
            new HistoryValidator.Place(
                host.engine(),
                hosted.observer(),
                host.store().folder().resolve("history"),
                host.workers()),
            this::ended);
    validator.ifPresent(v -> peers.get().fetchHistory(v));
  }

  /** On a thread of the validator's, which must not wait for its own end. */
  private void ended(Result result) {
    Thread.ofPlatform()
        .name("end of validation")
        .daemon()
        .start(() -> {
          switch (result) {
            case Result.Agreed _ -> discard();
            case Result.Differs _ -> stopNode.run();
          }
        });
  }

  private synchronized void discard() {
    if (validator.isPresent()) {
      HistoryValidator done = validator.get();
      validator = Optional.empty();
      done.close();
      try {
        done.delete();
      } catch (IOException e) {
        LOG.warn("what the validation left behind cannot be deleted: {}", e.getMessage());
      }
    }
  }

  @Override
  public synchronized void stop() {
    validator.ifPresent(HistoryValidator::close);
    validator = Optional.empty();
  }
}
