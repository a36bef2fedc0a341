package io.bystack.cli.node;

import io.bystack.core.api.PeerAccess;
import io.bystack.core.sync.ChainPeers;
import io.bystack.core.sync.SyncProgress;
import java.util.Optional;
import java.util.function.Supplier;

/** The API's view of a chain's peers; a chain without a network has none. */
record ConnectedPeers(Supplier<Optional<ChainPeers>> peers) implements PeerAccess {
  @Override
  public boolean listening() {
    return peers.get().map(p -> p.network().port() > 0).orElse(false);
  }

  @Override
  public int count() {
    return peers.get().map(p -> p.network().peerCount()).orElse(0);
  }

  @Override
  public long highestHeight() {
    return progress().map(SyncProgress::target).orElse(0L);
  }

  @Override
  public boolean syncing() {
    return progress().map(p -> !p.caughtUp()).orElse(false);
  }

  @Override
  public Optional<ChainPeers> network() {
    return peers.get();
  }

  private Optional<SyncProgress> progress() {
    return peers.get().map(p -> p.sync().progress());
  }
}
