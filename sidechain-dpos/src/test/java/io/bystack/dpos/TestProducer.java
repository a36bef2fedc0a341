package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A chain of one producer for tests outside this package. */
public final class TestProducer implements AutoCloseable {
  /** Blocks of a round. */
  public static final int ROUND = 100;

  private final AttackChain chain;

  public TestProducer(Path folder) throws Exception {
    this(folder, SubProtocol.OFF);
  }

  /** A chain with a protocol on top. */
  public TestProducer(Path folder, SubProtocol sub) throws Exception {
    chain =
        new AttackChain(
            folder, ROUND, new ForkHeights(0, 0, ForkHeights.NEVER, 0), ConsensusEvents.NONE, sub);
  }

  /** Makes blocks at the given distances from one another, milliseconds. */
  public void makeBlocks(long... gaps) throws Exception {
    for (long gap : gaps) {
      long timestamp = chain.engine().best().timestamp() + gap;
      chain.process(
          chain.child(
              chain.engine().best(),
              timestamp,
              List.of(new IntraChainOutput(AssetAmount.btm(0), AttackChain.ANYONE))));
    }
  }

  public ChainEngine engine() {
    return chain.engine();
  }

  public DposRules rules() {
    return chain.rules();
  }

  /** Where the producer keeps what it is about to sign. */
  public OwnDraft draft() {
    return chain.draft();
  }

  /** The key the chain's one producer signs with. */
  public XPrv key() {
    return chain.key();
  }

  /** Signed claims of as many deposits of BTM, each free and independent of the others. */
  public List<Transaction> claims(int count) throws Exception {
    List<Transaction> claims = new ArrayList<>();
    AssetAmount value = AssetAmount.btm(1_000);
    for (int i = 0; i < count; i++) {
      claims.add(
          chain.signed(
              List.of(AttackChain.claim(i, value, Bytes.EMPTY, AttackChain.noTerms())),
              List.of(AttackChain.pay(value))));
    }
    return claims;
  }

  public ConsensusView view() {
    return chain.view();
  }

  public BlockTree tree() {
    return chain.engine().tree();
  }

  @Override
  public void close() {
    chain.close();
  }
}
