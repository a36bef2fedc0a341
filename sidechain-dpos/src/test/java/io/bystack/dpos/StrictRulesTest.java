package io.bystack.dpos;

import static io.bystack.dpos.AttackChain.claim;
import static io.bystack.dpos.AttackChain.noTerms;
import static io.bystack.dpos.AttackChain.pay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.IssuanceTerms;
import io.bystack.core.model.OutputSuffixes;
import io.bystack.core.model.Program;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Suffixes;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.VoteOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Performs every attack: the exact rules let it through, the strict rules stop it. */
class StrictRulesTest {
  private static final long MILLION = 100_000_000_000_000L;
  private static final ForkHeights EXACT =
      new ForkHeights(0, 0, ForkHeights.NEVER, ForkHeights.NEVER);
  private static final ForkHeights EXACT_WITH_FAILED =
      new ForkHeights(0, 1_000, ForkHeights.NEVER, ForkHeights.NEVER);
  private static final ForkHeights STRICT_WITH_FAILED =
      new ForkHeights(0, 1_000, ForkHeights.NEVER, 0);
  private static final ForkHeights STRICT = new ForkHeights(0, 0, ForkHeights.NEVER, 0);

  @TempDir Path folder;
  private AttackChain exact;
  private AttackChain strict;

  @BeforeEach
  void open() throws Exception {
    exact = new AttackChain(folder.resolve("exact"), 3, EXACT);
    strict = new AttackChain(folder.resolve("strict"), 3, STRICT);
  }

  @AfterEach
  void close() {
    exact.close();
    strict.close();
  }

  private static void assertConnected(AttackChain chain, Block block) {
    BlockOutcome outcome = chain.process(block);
    assertThat(outcome.violation()).isEmpty();
    assertThat(outcome.place()).isEqualTo(Place.MAIN);
  }

  private static void assertStopped(AttackChain chain, Block block, StrictRule rule) {
    BlockOutcome outcome = chain.process(block);
    assertThat(outcome.place()).isEqualTo(Place.REJECTED);
    assertThat(outcome.violation().orElseThrow()).hasMessageContaining(rule.text());
    assertThat(chain.engine().tree().find(block.hash())).isEmpty();
  }

  private void assertOnlyStrictStops(Transaction attack, StrictRule rule) throws Exception {
    assertConnected(exact, exact.block(attack));
    assertStopped(strict, strict.block(attack), rule);
    assertConnected(strict, strict.block());
  }

  @Test
  void burntCoinsElectNobody() throws Exception {
    Bytes key = Bytes.wrap(new byte[10]);
    TxOutput vote = new VoteOutput(key, AssetAmount.btm(MILLION), Bytes.of(0x6a));
    Transaction attack =
        exact.signed(
            List.of(claim(1, AssetAmount.btm(MILLION), Bytes.EMPTY, noTerms())), List.of(vote));
    assertOnlyStrictStops(attack, StrictRule.RETIRED_VOTE);
    // Under the exact rules the key, which is none, ends the chain with the round.
    assertThat(exact.view().resultAfter(exact.engine().best()).votes()).containsKey(key);
    assertConnected(exact, exact.block());
    assertConnected(exact, exact.block());
    assertThat(exact.process(exact.block()).violation().orElseThrow())
        .hasMessageContaining("bad key string");
  }

  @Test
  void votesForNoKeyDoNotStopTheChain() throws Exception {
    byte[] bytes = new byte[64];
    while (Ed25519.isPoint(Bytes.copyOf(bytes).slice(0, 32))) {
      bytes[0]++;
    }
    TxOutput vote =
        new VoteOutput(Bytes.copyOf(bytes), AssetAmount.btm(MILLION), AttackChain.ANYONE);
    Transaction attack =
        exact.signed(
            List.of(claim(1, AssetAmount.btm(MILLION), Bytes.EMPTY, noTerms())), List.of(vote));
    assertOnlyStrictStops(attack, StrictRule.VOTE_KEY_NOT_A_POINT);
  }

  @Test
  void nobodyMintsWithAnOpenDefinition() throws Exception {
    IssuanceTerms open =
        new IssuanceTerms(
            Program.of(AttackChain.ANYONE),
            Bytes.utf8(
                "{\"description\":{\"issue_asset_action\":\"open_federation_cross_chain\"}}"));
    Transaction attack =
        AttackChain.unsigned(
            List.of(claim(1, AssetAmount.btm(MILLION), Bytes.EMPTY, open)),
            List.of(pay(AssetAmount.btm(MILLION))));
    assertOnlyStrictStops(attack, StrictRule.OPEN_FEDERATION_BTM);
  }

  @Test
  void oneDepositIsClaimedOnce() throws Exception {
    AssetAmount value = AssetAmount.btm(500);
    Transaction first =
        exact.signed(List.of(claim(1, value, Bytes.EMPTY, noTerms())), List.of(pay(value)));
    Transaction again =
        exact.signed(List.of(claim(1, value, Bytes.of(0x51), noTerms())), List.of(pay(value)));
    assertConnected(exact, exact.block(first));
    assertConnected(strict, strict.block(first));
    assertOnlyStrictStops(again, StrictRule.MALLEABLE_CLAIM);
  }

  @Test
  void oneDepositCountsOnceInATransaction() throws Exception {
    AssetAmount value = AssetAmount.btm(500);
    IssuanceTerms other = new IssuanceTerms(Program.of(Bytes.EMPTY), Bytes.utf8("x"));
    List<TxInput> inputs =
        List.of(claim(1, value, Bytes.EMPTY, noTerms()), claim(1, value, Bytes.EMPTY, other));
    Transaction attack = exact.signed(inputs, List.of(pay(AssetAmount.btm(1_000))));
    assertOnlyStrictStops(attack, StrictRule.DUPLICATE_CLAIM);
  }

  @Test
  void aClaimOfNothingUsesUpNoDeposit() throws Exception {
    AssetAmount nothing = AssetAmount.btm(0);
    Transaction attack =
        exact.signed(List.of(claim(1, nothing, Bytes.EMPTY, noTerms())), List.of(pay(nothing)));
    assertOnlyStrictStops(attack, StrictRule.EMPTY_CLAIM);
  }

  @Test
  void bothRuleSetsRefuseOneInputTwice() throws Exception {
    AssetAmount value = AssetAmount.btm(500);
    Transaction money =
        exact.signed(List.of(claim(1, value, Bytes.EMPTY, noTerms())), List.of(pay(value)));
    assertConnected(exact, exact.block(money));
    assertConnected(strict, strict.block(money));
    TxInput spend =
        new SpendInput(SpendCommitment.of(money.muxId(), value, 0, AttackChain.ANYONE), List.of());
    assertBothRefuse(
        AttackChain.unsigned(List.of(spend, spend), List.of(pay(AssetAmount.btm(1_000)))),
        StrictRule.DUPLICATE_INPUT);
    TxInput claim = claim(2, value, Bytes.EMPTY, noTerms());
    assertBothRefuse(
        exact.signed(List.of(claim, claim), List.of(pay(AssetAmount.btm(1_000)))),
        StrictRule.DUPLICATE_CLAIM);
    // Once it is no attack.
    Transaction once = AttackChain.unsigned(List.of(spend), List.of(pay(value)));
    assertConnected(exact, exact.block(once));
    assertConnected(strict, strict.block(once));
  }

  private void assertBothRefuse(Transaction attack, StrictRule rule) throws Exception {
    assertThat(exact.process(exact.block(attack)).place()).isEqualTo(Place.REJECTED);
    assertThat(strict.process(strict.block(attack)).place()).isEqualTo(Place.REJECTED);
    assertThat(StrictRules.findings(attack)).extracting(StrictRules.Finding::rule).contains(rule);
  }

  @Test
  void noProducerTakesAllRewardsOfARound() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertConnected(exact, exact.block());
      assertConnected(strict, strict.block());
    }
    long due = Reward.sum(exact.view().resultAfter(exact.engine().best()).rewards());
    List<TxOutput> stolen =
        List.of(new IntraChainOutput(AssetAmount.btm(due), Bytes.of(0x51, 0x51)));
    assertConnected(exact, exact.block(stolen));
    assertStopped(strict, strict.block(stolen), StrictRule.COINBASE_NOT_CANONICAL);
    assertConnected(strict, strict.block());
  }

  /** A block that pays what is due, with a coinbase that names no height or a wrong one. */
  private static Block nameless(AttackChain chain, Bytes arbitrary) throws Exception {
    List<TxOutput> outputs = new ArrayList<>();
    outputs.add(new IntraChainOutput(AssetAmount.btm(0), AttackChain.ANYONE));
    for (Reward due : chain.view().rewardsDueAfter(chain.engine().best())) {
      outputs.add(new IntraChainOutput(AssetAmount.btm(due.amount()), due.program()));
    }
    BlockRef best = chain.engine().best();
    return chain.child(best, best.timestamp() + 500, arbitrary, outputs);
  }

  @Test
  void noCoinbaseReplacesTheRewardsOfTheRoundBefore() throws Exception {
    List<Hash> paid = new ArrayList<>();
    for (int height = 1; height <= 7; height++) {
      boolean pays = height == 4 || height == 7;
      Block block = pays ? nameless(exact, Bytes.utf8("same")) : exact.block();
      assertConnected(exact, block);
      if (pays) {
        paid.add(block.transactions().getFirst().resultId(1));
      }
    }
    // Two rewards have been paid, and there is one output.
    assertThat(paid.getLast()).isEqualTo(paid.getFirst());
    assertThat(exact.engine().utxo(paid.getFirst()).orElseThrow().height()).isEqualTo(7);

    for (String other : List.of("", "\0", "1", "\0002", "\00010", "same")) {
      assertStopped(
          strict, nameless(strict, Bytes.utf8(other)), StrictRule.COINBASE_WITHOUT_HEIGHT);
    }
    assertConnected(strict, nameless(strict, Bytes.utf8("\0001 and a note")));
    assertConnected(strict, nameless(strict, Bytes.utf8("\0002")));
  }

  @Test
  void aFailedClaimBurnsNoDeposit() throws Exception {
    IssuanceTerms terms = new IssuanceTerms(Program.of(AttackChain.ANYONE), Bytes.utf8("{}"));
    AssetAmount asset = new AssetAmount(terms.assetId(), 100);
    AssetAmount fee = AssetAmount.btm(500);
    Transaction good =
        exact.signed(List.of(claim(9, fee, Bytes.EMPTY, noTerms())), List.of(pay(fee)));
    Transaction attack =
        AttackChain.unsigned(List.of(claim(1, asset, Bytes.EMPTY, terms)), List.of(pay(asset)));
    try (AttackChain old = new AttackChain(folder.resolve("old"), 3, EXACT_WITH_FAILED)) {
      assertConnected(old, old.block(good, attack));
    }
    try (AttackChain own = new AttackChain(folder.resolve("own"), 3, STRICT_WITH_FAILED)) {
      assertStopped(own, own.block(good, attack), StrictRule.FAILED_STATUS);
    }
    BlockOutcome outcome = strict.process(strict.block(good, attack));
    assertThat(outcome.place()).isEqualTo(Place.REJECTED);
    assertThat(outcome.violation().orElseThrow())
        .hasMessageContaining(ConsensusError.STATUS_FAILED.text());
  }

  @Test
  void oneTransactionHasOneForm() throws Exception {
    AssetAmount value = AssetAmount.btm(500);
    TxOutput padded =
        new IntraChainOutput(
            value, Program.of(AttackChain.ANYONE), new OutputSuffixes(Bytes.EMPTY, Bytes.of(9)));
    Transaction attack =
        exact.signed(List.of(claim(1, value, Bytes.EMPTY, noTerms())), List.of(padded));
    assertOnlyStrictStops(attack, StrictRule.NON_CANONICAL_BYTES);
  }

  @Test
  void thePoolRefusesTheSameOnAnyNetwork() throws Exception {
    Transaction padded =
        AttackChain.unsigned(
            List.of(new CoinbaseInput(Bytes.of(1), new Suffixes(Bytes.of(2), Bytes.EMPTY))),
            List.of(pay(AssetAmount.btm(1))));
    assertThat(StrictRules.findings(padded))
        .extracting(StrictRules.Finding::rule)
        .containsExactly(StrictRule.NON_CANONICAL_BYTES);
    VaporPoolPolicy policy = VaporPoolPolicy.careful(Set.of());
    assertThat(catchThrowable(() -> policy.checkBefore(padded)))
        .hasMessageContaining(StrictRule.NON_CANONICAL_BYTES.text());
  }
}
