package io.bystack.core.sync.vectors;

import io.bystack.core.chain.ChainEngine;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.model.Block;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.sync.ChainPeers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What a whole node is made of for cases that need one.
 *
 * @param first the block on genesis, which the node has
 * @param connection connects what the chain has of its own with its peers
 * @param said what a hostile peer says, once or several times, by the names of the cases
 */
public record WholeChain(
    ChainProtocol protocol,
    Block first,
    ChainPeers.Speech speech,
    Connection connection,
    Map<String, List<Message>> said) {
  public WholeChain {
    said = Map.copyOf(said);
  }

  /** Connects an engine with its peers. */
  @FunctionalInterface
  public interface Connection {
    /** For chains that have nothing of their own. */
    Connection NONE = (engine, thread, peers) -> {};

    void connect(ChainEngine engine, Executor thread, ChainPeers peers);
  }
}
