package io.bystack.cli.bench;

import io.bystack.cli.node.ChainHost;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.chain.PoolOutcome;
import io.bystack.core.model.Transaction;
import io.bystack.core.store.SyncMode;
import io.bystack.dpos.OwnSigner;
import io.bystack.dpos.produce.BlockProducer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A side chain made by a real producer whose clock jumps from slot to slot: blocks that claim
 * outputs, then blocks with a fixed number of transfers each.
 *
 * @param blocks from height 1 on
 * @param transfers in all of them
 */
record MadeSideChain(SideChainParts parts, List<Bytes> blocks, long transfers) {
  private static final int OUTPUTS_PER_CLAIM = 2_560;
  private static final int CLAIMS_AT_ONCE = 20;
  // The chain ends well before now, so that nodes with the real clock take it.
  private static final long PAST_MILLIS = 24L * 3_600_000;

  /** Makes a chain with so many blocks of so many transfers. */
  static MadeSideChain make(int fullBlocks, int transfersPerBlock) throws Exception {
    VirtualTime time = new VirtualTime(InstantSource.system().millis() - PAST_MILLIS);
    SideChainParts parts = new SideChainParts(time);
    OwnSigner signer = parts.forgetfulSigner();
    try (ScratchChain chain =
        ScratchChain.open(parts.producer(signer), time, SyncMode.ON_REQUEST)) {
      Maker maker = new Maker(parts, chain.host(), time);
      maker.start(signer);
      int outputs = fullBlocks * transfersPerBlock;
      List<TransferMaker.Coin> coins = maker.claim(outputs);
      for (int i = 0; i < fullBlocks; i++) {
        maker.fill(coins.subList(i * transfersPerBlock, (i + 1) * transfersPerBlock));
      }
      List<Bytes> blocks =
          LongStream.rangeClosed(1, chain.host().engine().best().height())
              .mapToObj(h -> chain.host().engine().tree().mainChainAt(h).orElseThrow())
              .map(ref -> chain.host().engine().tree().block(ref).raw())
              .toList();
      return new MadeSideChain(parts, blocks, outputs);
    }
  }

  private record Maker(SideChainParts parts, ChainHost host, VirtualTime time) {
    void start(OwnSigner signer) {
      BlockProducer producer = parts.timedProducer(host, signer, time, result -> {});
      onThread(producer::start);
    }

    List<TransferMaker.Coin> claim(int outputs) throws Exception {
      List<TransferMaker.Coin> coins = new ArrayList<>();
      for (int i = 0; coins.size() < outputs; i++) {
        Transaction claim = parts.claim(i, OUTPUTS_PER_CLAIM);
        submit(claim);
        for (int position = 0; position < OUTPUTS_PER_CLAIM; position++) {
          coins.add(new TransferMaker.Coin(claim.muxId(), position, SideChainParts.OUTPUT_AMOUNT));
        }
        if (i % CLAIMS_AT_ONCE == CLAIMS_AT_ONCE - 1) {
          untilPoolIsEmpty();
        }
      }
      untilPoolIsEmpty();
      return coins;
    }

    void fill(List<TransferMaker.Coin> coins) {
      IntStream.range(0, coins.size())
          .parallel()
          .mapToObj(i -> parts.maker().transfer(coins.get(i)))
          .toList()
          .forEach(this::submit);
      untilPoolIsEmpty();
    }

    private void submit(Transaction transaction) {
      PoolOutcome outcome = host.pool().submit(transaction);
      if (outcome.place() != PoolOutcome.Place.ADDED) {
        throw new IllegalStateException("the pool does not take a transaction: " + outcome);
      }
    }

    private void untilPoolIsEmpty() {
      while (host.pool().size() > 0) {
        onThread(time::step);
      }
    }

    private void onThread(Runnable task) {
      host.thread()
          .call(() -> {
            task.run();
            return true;
          })
          .join();
    }
  }
}
