package io.bystack.dpos.staking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxOutput;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreException.Reason;
import io.bystack.core.vm.Instruction;
import io.bystack.dpos.staking.KeyAccount.Coin;
import io.bystack.dpos.staking.Payout.Paid;
import io.bystack.dpos.staking.Settlement.Income;
import io.bystack.dpos.staking.Settlement.Vote;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payouts are paid once, wherever they are interrupted. */
class PayoutRunTest {
  private static final Bytes NODE = Bytes.wrap(new byte[64]);
  private static final long ROUND = 10;
  private static final Hash GENESIS = new Hash(1, 2, 3, 4);

  @TempDir Path folder;

  private final KeyAccount payer = KeyAccount.of(XPrv.generate(new SecureRandom()));
  private final ScriptedChain chain = new ScriptedChain();

  /** The process ends here. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A chain of transactions that may end the process at a chosen call. */
  private final class ScriptedChain implements PayoutRun.Chain {
    private long height = 100;
    private final Map<Hash, Transaction> pool = new LinkedHashMap<>();
    private final Map<Hash, Long> blocks = new TreeMap<>();
    private final Set<Hash> spent = new HashSet<>();
    private String killAt = "";
    private boolean losesTransactions;
    private long shorterBranch;
    private int numberOfCoins = 4;
    private long coinAmount = 1_000_000;
    private final List<Coin> change = new ArrayList<>();
    private Transaction sent;

    private void killPoint(String name) {
      if (name.equals(killAt)) {
        killAt = "";
        throw new Killed();
      }
    }

    @Override
    public long height() {
      return height;
    }

    @Override
    public long irreversible() {
      return height - 2;
    }

    @Override
    public long roundBlocks() {
      return ROUND;
    }

    @Override
    public Optional<Long> find(Hash transaction, long from, long to) {
      return Optional.ofNullable(blocks.get(transaction)).filter(h -> h >= from && h <= to);
    }

    @Override
    public List<Coin> coins() {
      return Stream.concat(
              IntStream.rangeClosed(1, numberOfCoins).mapToObj(this::coin), change.stream())
          .filter(c -> !spent.contains(c.id()))
          .toList();
    }

    private Coin coin(long number) {
      // Sources and ids go together as on a real chain.
      Hash source = new Hash(number, 0, 0, 0);
      Coin probe = new Coin(Hash.ZERO, source, 0, coinAmount, Optional.empty());
      Hash id = payer.sign(List.of(probe), List.of(), 0).spentOutputId(0).orElseThrow();
      return new Coin(id, source, 0, coinAmount, Optional.empty());
    }

    @Override
    public void submit(Transaction transaction) {
      killPoint("before-submit");
      sent = transaction;
      boolean spendable = transaction.spentOutputIds().stream().noneMatch(spent::contains);
      if (spendable && transaction.timeRange() > height && !losesTransactions) {
        pool.put(transaction.id(), transaction);
        spent.addAll(transaction.spentOutputIds());
      }
      killPoint("after-submit");
    }

    @Override
    public void pause() {
      height = shorterBranch > 0 ? shorterBranch : height + (losesTransactions ? 1_000 : 1);
      shorterBranch = 0;
      losesTransactions = false;
      pool.forEach((id, transaction) -> {
        blocks.put(id, height);
        addChange(transaction);
      });
      pool.clear();
      killPoint("in-block");
    }
  }

  private void addChange(Transaction transaction) {
    for (int i = 0; i < transaction.outputs().size(); i++) {
      TxOutput output = transaction.outputs().get(i);
      if (output.program().code().equals(payer.program())) {
        chain.change.add(
            new Coin(
                transaction.resultId(i),
                transaction.muxId(),
                i,
                output.value().amount(),
                Optional.empty()));
      }
    }
  }

  private Payout plan(PayoutJournal journal, long start, long end) {
    PayoutPlan plan = new PayoutPlan(NODE, 50, ROUND);
    List<Income> incomes =
        plan.missing(journal, start, end).stream().map(h -> new Income(h, 10_000)).toList();
    List<Vote> votes =
        List.of(
            new Vote(Bytes.fromHex("0014aa"), 3, 0, Optional.empty()),
            new Vote(Bytes.fromHex("0014bb"), 1, 0, Optional.empty()));
    return journal.keep(plan.payout(incomes, votes).orElseThrow());
  }

  private PayoutJournal journal() throws Exception {
    return PayoutJournal.open(folder.resolve("payouts"), "test", GENESIS);
  }

  @Test
  void aJournalIsForOneChainWhateverItsId() throws Exception {
    try (PayoutJournal journal = journal()) {
      plan(journal, 0, 20);
    }
    Hash other = new Hash(4, 3, 2, 1);
    assertThatThrownBy(() -> PayoutJournal.open(folder.resolve("payouts"), "test", other))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_CHAIN))
        .hasMessageContaining(GENESIS.toHex())
        .hasMessageContaining(other.toHex());
    try (PayoutJournal journal = journal()) {
      assertThat(journal.all()).hasSize(1);
    }
  }

  @Test
  void paysWhatThePlanSays() throws Exception {
    try (PayoutJournal journal = journal()) {
      Payout payout = plan(journal, 0, 20);
      assertThat(payout.parts().getFirst().due())
          .containsEntry(Bytes.fromHex("0014aa"), 7_500L)
          .containsEntry(Bytes.fromHex("0014bb"), 2_500L);
      assertThat(new PayoutRun(journal, chain, payer, 100).pay(payout).done()).isTrue();
    }
    assertThat(chain.blocks).hasSize(1);
    try (PayoutJournal again = journal()) {
      assertThat(again.all()).singleElement().satisfies(p -> assertThat(p.done()).isTrue());
    }
  }

  @Test
  void goesOnAfterAKillAndPaysOnce() throws Exception {
    for (String point : List.of("before-submit", "after-submit", "in-block")) {
      Payout payout;
      int before = chain.blocks.size();
      try (PayoutJournal journal = journal()) {
        long start = 20L * journal.all().size();
        payout = plan(journal, start, start + 20);
        chain.killAt = point;
        PayoutRun run = new PayoutRun(journal, chain, payer, 100);
        assertThatThrownBy(() -> run.pay(payout)).as(point).isInstanceOf(Killed.class);
      }
      try (PayoutJournal journal = journal()) {
        Payout unfinished = journal.all().getLast();
        assertThat(unfinished.done()).isFalse();
        Payout paid = new PayoutRun(journal, chain, payer, 100).pay(unfinished);
        assertThat(paid.parts().getFirst().state()).isInstanceOf(Paid.class);
      }
      assertThat(chain.blocks).as(point).hasSize(before + 1);
    }
  }

  @Test
  void signsAnotherOnlyWhenTheFirstCanNeverBeInABlock() throws Exception {
    chain.losesTransactions = true;
    try (PayoutJournal journal = journal()) {
      Payout payout = plan(journal, 0, 10);
      PayoutRun run =
          new PayoutRun(
              journal,
              new PayoutRun.Chain() {
                @Override
                public long height() {
                  return chain.height();
                }

                @Override
                public long irreversible() {
                  return chain.irreversible();
                }

                @Override
                public long roundBlocks() {
                  return chain.roundBlocks();
                }

                @Override
                public Optional<Long> find(Hash transaction, long from, long to) {
                  return chain.find(transaction, from, to);
                }

                @Override
                public List<Coin> coins() {
                  return chain.coins();
                }

                @Override
                public void submit(Transaction transaction) {
                  // The network forgets everything until the first one has expired.
                  chain.losesTransactions = chain.height() < 1_300;
                  chain.submit(transaction);
                }

                @Override
                public void pause() {
                  chain.pause();
                }
              },
              payer,
              100);
      Payout paid = run.pay(payout);
      assertThat(((Paid) paid.parts().getFirst().state()).height()).isGreaterThan(1_300);
    }
    assertThat(chain.blocks).hasSize(1);
  }

  @Test
  void findsWhatIsInABlockOfAShorterBranch() throws Exception {
    chain.shorterBranch = chain.height - 1;
    try (PayoutJournal journal = journal()) {
      Payout paid = new PayoutRun(journal, chain, payer, 100).pay(plan(journal, 0, 10));
      assertThat(((Paid) paid.parts().getFirst().state()).height()).isEqualTo(99);
    }
    assertThat(chain.blocks).hasSize(1);
  }

  @Test
  void theMemoSaysWhatTheReferencesToolWouldSay() throws Exception {
    try (PayoutJournal journal = journal()) {
      plan(journal, 0, 10);
      var _ = new PayoutRun(journal, chain, payer, 100).pay(plan(journal, 10, 30));
    }
    String memo =
        Instruction.parse(chain.sent.outputs().getFirst().program().code()).get(1).data().toUtf8();
    assertThat(memo).startsWith("{\"start_height\":10,\"end_height\":30,");
  }

  @Test
  void plansARoundOnce() throws Exception {
    try (PayoutJournal journal = journal()) {
      plan(journal, 0, 20);
      assertThat(new PayoutPlan(NODE, 50, ROUND).missing(journal, 0, 40)).containsExactly(30L, 40L);
      Payout second = plan(journal, 0, 40);
      assertThat(second.rounds()).containsExactly(30L, 40L);
      assertThat(new PayoutPlan(NODE, 50, ROUND).missing(journal, 0, 40)).isEmpty();
    }
  }

  @Test
  void paysAStandbyNodeTheSameForEveryRoundOnceAndWithoutAMemo() throws Exception {
    StandbyPlan plan = new StandbyPlan(NODE, Bytes.fromHex("0014cc"));
    chain.coinAmount = 500_000_000;
    try (PayoutJournal journal = journal()) {
      plan(journal, 0, 20);
      assertThat(plan.missing(journal, List.of(10L, 30L))).containsExactly(10L, 30L);
      Payout payout = journal.keep(plan.payout(List.of(10L, 30L)).orElseThrow());
      assertThat(plan.missing(journal, List.of(10L, 20L, 30L))).containsExactly(20L);
      assertThat(plan.payout(List.of())).isEmpty();
      assertThat(new PayoutRun(journal, chain, payer, 100).pay(payout).done()).isTrue();
    }
    assertThat(chain.sent.outputs().getFirst().value().amount()).isEqualTo(2 * 237_823_439L);
    assertThat(chain.sent.outputs()).noneMatch(TxOutput::isRetirement);
    try (PayoutJournal again = journal()) {
      assertThat(again.all())
          .extracting(p -> p.terms().purpose())
          .containsExactly(Payout.Purpose.VOTERS, Payout.Purpose.STANDBY);
    }
  }

  @Test
  void paysFromManySmallCoins() throws Exception {
    chain.numberOfCoins = 150;
    chain.coinAmount = 100;
    try (PayoutJournal journal = journal()) {
      Payout payout = plan(journal, 0, 20);
      assertThat(new PayoutRun(journal, chain, payer, 100).pay(payout).done()).isTrue();
    }
    assertThat(chain.blocks).hasSize(2);
    assertThat(chain.sent.outputs())
        .extracting(output -> output.value().amount())
        .contains(7_500L, 2_500L);
  }

  @Test
  void saysWhenThePayerHasTooLittle() throws Exception {
    try (PayoutJournal journal = journal()) {
      Payout payout = plan(journal, 0, 10);
      PayoutRun run = new PayoutRun(journal, chain, payer, 10_000_000);
      assertThatThrownBy(() -> run.pay(payout)).isInstanceOf(PayoutRun.NotEnough.class);
    }
  }
}
