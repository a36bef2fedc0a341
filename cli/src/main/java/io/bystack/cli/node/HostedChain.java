package io.bystack.cli.node;

import io.bystack.core.api.ApiException;
import io.bystack.core.api.PeerAccess;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.p2p.discovery.DiscoveryService;
import io.bystack.core.sync.ChainPeers;
import java.io.IOException;
import java.time.Instant;

/** A chain that runs in this process: what the node does with it, whichever chain it is. */
interface HostedChain extends AutoCloseable {
  /** {@code main}, {@code side} or the name of a further side chain. */
  String name();

  /** The chain id peers and clients know. */
  String chainId();

  ChainHost host();

  /** The calls this chain answers. */
  ChainApi api(long maxFee);

  /** Switches the making of blocks on or off. */
  void makeBlocks(boolean on) throws ApiException;

  boolean isMakingBlocks();

  /** Whether blocks become final on this chain. */
  boolean hasFinality();

  /** Height at and below which nothing is undone; 0 without finality. */
  default long finalHeight() {
    return host().engine().rules().finalHeight();
  }

  default BlockRef best() {
    return host().engine().best();
  }

  /** The time in the best block's header. */
  Instant bestTime();

  /** The chain's protocol for a second copy of it that signs nothing and is heard by nobody. */
  ChainProtocol observer();

  /** How this chain's peers speak. */
  ChainPeers.Speech speech(PeerIdentity own) throws IOException;

  /** How nodes of this chain's network find each other. */
  DiscoveryService.Dialect discovery();

  /** The name its nodes have on a local network (spec/04 §8.2). */
  String lanService();

  /** The chain's peers are there now. */
  void connected(ChainPeers peers);

  /** The chain's peers as the API sees them. */
  PeerAccess access();

  /** The version of the reference node whose API this is. */
  String apiVersion();

  @Override
  void close();
}
