package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.VoteOutput;
import io.bystack.dpos.staking.KeyAccount;
import io.bystack.dpos.staking.KeyAccount.Coin;
import io.bystack.dpos.staking.LedgerScan;
import io.bystack.dpos.staking.LedgerScan.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a key owns is found on the chain, voted with and withdrawn. */
class KeyAccountTest {
  private static final long BTM = 100_000_000;

  @TempDir Path folder;

  private final KeyAccount account = KeyAccount.of(XPrv.root(new byte[] {9, 9}));

  private List<Output> outputs(AttackChain chain) {
    return new LedgerScan(chain.engine().tree())
        .outputs(0, Long.MAX_VALUE, o -> o.program().equals(account.program()))
        .rows();
  }

  private static Coin coin(Output o) {
    return new Coin(o.id(), o.source(), o.position(), o.amount(), o.vote());
  }

  @Test
  void votesAndWithdrawsOnTheChain() throws Exception {
    Bytes node = XPrv.root(new byte[] {4}).xpub().bytes();
    DposParameters solonet = DposNetwork.solonet().parameters();
    try (AttackChain chain =
        new AttackChain(folder, 100, new ForkHeights(0, 0, ForkHeights.NEVER, 0))) {
      AssetAmount money = AssetAmount.btm(10 * BTM);
      Transaction claim =
          chain.signed(
              List.of(AttackChain.claim(1, money, Bytes.EMPTY, AttackChain.noTerms())),
              List.of(new IntraChainOutput(money, account.program())));
      assertThat(chain.process(chain.block(claim)).place()).isEqualTo(Place.MAIN);
      Output found = outputs(chain).getFirst();
      assertThat(found.id()).isEqualTo(claim.resultId(0));
      assertThat(chain.engine().utxo(found.id())).isPresent();

      KeyAccount.Choice choice =
          KeyAccount.choose(List.of(coin(found)), 4 * BTM + 1_000).orElseThrow();
      Transaction vote =
          account.sign(
              choice.coins(),
              List.of(
                  new VoteOutput(node, AssetAmount.btm(4 * BTM), account.program()),
                  new IntraChainOutput(AssetAmount.btm(choice.change()), account.program())),
              0);
      assertThat(chain.process(chain.block(vote)).place()).isEqualTo(Place.MAIN);
      assertThat(chain.view().resultAfter(chain.engine().best()).votes())
          .containsEntry(node, 4 * BTM);
      assertThat(KeyAccount.gasFee(1, vote.serializedSize(), solonet.gas())).isZero();

      Output voted = outputs(chain).stream().filter(o -> o.vote().isPresent()).findFirst().get();
      assertThat(voted.vote()).contains(node);
      Transaction early =
          account.sign(
              List.of(coin(voted)),
              List.of(new IntraChainOutput(AssetAmount.btm(4 * BTM - 500), account.program())),
              0);
      // The signature is good: only the lock keeps it from being connected.
      assertThat(chain.process(chain.block(early)).violation().orElseThrow().getMessage())
          .contains("voting lock time");
    }
  }

  @Test
  void choosesTheLargestCoinsAndSaysWhenTheyAreTooFew() {
    Coin small = new Coin(null, null, 0, 1, Optional.empty());
    Coin large = new Coin(null, null, 0, 10, Optional.empty());
    assertThat(KeyAccount.choose(List.of(small, large), 9))
        .hasValueSatisfying(c -> {
          assertThat(c.coins()).containsExactly(large);
          assertThat(c.change()).isEqualTo(1);
        });
    assertThat(KeyAccount.choose(List.of(small, large), 12)).isEmpty();
  }

  @Test
  void manyInputsHaveToPayForTheirGas() {
    DposParameters solonet = DposNetwork.solonet().parameters();
    assertThat(KeyAccount.gasFee(60, 20_000, solonet.gas())).isZero();
    assertThat(KeyAccount.gasFee(90, 30_000, solonet.gas())).isPositive();
  }

  @Test
  void showsNoSecret() {
    assertThat(account.toString()).doesNotContain(account.key().toSecretHex());
  }
}
