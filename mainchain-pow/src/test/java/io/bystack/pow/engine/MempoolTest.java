package io.bystack.pow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BlockAssembler;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolEntry;
import io.bystack.core.chain.PoolFile;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.PoolOutcome;
import io.bystack.core.chain.PoolOutcome.Place;
import io.bystack.core.chain.Rehearsal;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.consensus.PoolLimits;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.store.Store;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.engine.Forge.Coin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MempoolTest {
  private static final PoolLimits LIMITS =
      new PoolLimits(1000, 1 << 20, Duration.ofDays(1), 10, 1 << 20, Duration.ofMinutes(10));

  @TempDir Path folder;
  private final Forge forge = new Forge(20);
  private final List<Coin> coins = forge.coins();
  private Store store;
  private ChainEngine engine;
  private Mempool pool;

  @BeforeEach
  void open() throws Exception {
    open(LIMITS);
  }

  private void open(PoolLimits limits) throws Exception {
    store = forge.store(folder.resolve("s"));
    engine =
        ChainEngine.open(
            forge.protocol(), store, EngineOptions.DEFAULT, Surroundings.direct(Forge.CLOCK));
    pool = Mempool.follow(engine, PoolOptions.of(limits));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Transaction spend(Coin... coins) {
    return Forge.spend(List.of(coins), 2, Forge.FEE);
  }

  private Place submit(Transaction transaction) {
    return pool.submit(transaction).place();
  }

  private Block extend(Block parent, Transaction... transactions) {
    Block block =
        Forge.child(
            parent, List.of(transactions), transactions.length, Forge.FEE * transactions.length);
    BlockOutcome outcome = engine.process(block, "test");
    assertThat(outcome.violation().map(RuleViolation::getMessage)).isEmpty();
    return block;
  }

  private List<Hash> ids() {
    return pool.entries().stream().map(PoolEntry::id).toList();
  }

  @Test
  void takesATransactionOnce() {
    Transaction first = spend(coins.get(0));
    assertThat(submit(first)).isEqualTo(Place.ADDED);
    assertThat(submit(first)).isEqualTo(Place.KNOWN);
    assertThat(ids()).containsExactly(first.id());
    assertThat(pool.bytes()).isEqualTo(first.serializedSize());
  }

  @Test
  void refusesARivalOfAWaitingTransaction() {
    submit(spend(coins.get(0)));
    PoolOutcome outcome = pool.submit(spend(coins.get(0), coins.get(1)));
    assertThat(outcome.violation().orElseThrow().rule())
        .isEqualTo("an output is already spent by a waiting transaction");
  }

  @Test
  void refusesAnImmatureCoinbase() {
    Block block = extend(forge.genesis());
    Coin reward = Forge.coins(block.transactions().getFirst()).getFirst();
    assertThat(pool.submit(spend(reward)).violation().orElseThrow().rule())
        .isEqualTo("coinbase utxo is not ready for use");
  }

  @Test
  void refusesBytesThatAreNotCanonical() throws Exception {
    Transaction good = spend(coins.get(0));
    // A suffix in the witness of the output: nothing of the id changes.
    byte[] raw = good.raw().toArray();
    byte[] longer = Arrays.copyOf(raw, raw.length + 1);
    longer[raw.length - 1] = 1;
    longer[raw.length] = 0;
    Transaction odd = ClassicFormat.INSTANCE.decodeTransaction(Bytes.wrap(longer));
    assertThat(odd.id()).isEqualTo(good.id());
    assertThat(pool.submit(odd).violation().orElseThrow().rule())
        .isEqualTo("transaction bytes are not canonical");
  }

  @Test
  void keepsChildrenUntilTheirParentsCome() {
    Transaction parent = spend(coins.get(0));
    Transaction other = spend(coins.get(1));
    Transaction child = spend(Forge.coins(parent).get(0), Forge.coins(other).get(0));
    Transaction grandchild = spend(Forge.coins(child).get(0));
    assertThat(submit(grandchild)).isEqualTo(Place.ORPHAN);
    assertThat(submit(child)).isEqualTo(Place.ORPHAN);
    assertThat(submit(parent)).isEqualTo(Place.ADDED);
    assertThat(pool.orphanCount()).isEqualTo(2);
    assertThat(submit(other)).isEqualTo(Place.ADDED);
    assertThat(pool.orphanCount()).isZero();
    assertThat(ids()).containsExactly(parent.id(), other.id(), child.id(), grandchild.id());
  }

  @Test
  void wakesOrphansWhenABlockBringsTheParent() {
    Transaction parent = spend(coins.get(0));
    Transaction child = spend(Forge.coins(parent).get(0));
    assertThat(submit(child)).isEqualTo(Place.ORPHAN);
    extend(forge.genesis(), parent);
    assertThat(ids()).containsExactly(child.id());
  }

  @Test
  void blocksTakeOutWhatTheyConfirmAndWhatTheyContradict() {
    Transaction confirmed = spend(coins.get(0));
    Transaction rival = spend(coins.get(1));
    Transaction child = spend(Forge.coins(rival).get(0));
    Transaction unrelated = spend(coins.get(2));
    List.of(confirmed, rival, child, unrelated).forEach(this::submit);
    Transaction winner = Forge.spend(List.of(coins.get(1)), 1, Forge.FEE);
    extend(forge.genesis(), confirmed, winner);
    assertThat(ids()).containsExactly(unrelated.id());
  }

  @Test
  void reorganisationsGiveTransactionsBack() {
    Transaction parent = spend(coins.get(0));
    Transaction child = spend(Forge.coins(parent).get(0));
    Transaction lost = spend(coins.get(1));
    Block first = extend(forge.genesis(), parent, lost);
    extend(first, child);
    Transaction rival = Forge.spend(List.of(coins.get(1)), 1, Forge.FEE);
    Block side = extend(forge.genesis(), rival);
    side = extend(side);
    extend(side);
    assertThat(ids()).containsExactly(parent.id(), child.id());
  }

  @Test
  void childrenThatPayWellPullTheirParents() {
    Transaction poor = Forge.spend(List.of(coins.get(0)), 2, 5_000_000);
    Transaction rich = Forge.spend(List.of(Forge.coins(poor).get(0)), 2, 90_000_000);
    Transaction middle = Forge.spend(List.of(coins.get(1)), 2, 20_000_000);
    List.of(middle, poor, rich).forEach(this::submit);
    assertThat(pool.bestUpTo(Long.MAX_VALUE).stream().map(PoolEntry::id))
        .containsExactly(poor.id(), rich.id(), middle.id());
  }

  @Test
  void aFullPoolKeepsWhatPaysBest() throws Exception {
    close();
    open(new PoolLimits(3, 1 << 20, Duration.ofDays(1), 10, 1 << 20, Duration.ofDays(1)));
    for (int i = 0; i < 3; i++) {
      submit(Forge.spend(List.of(coins.get(i)), 2, (i + 2) * 10_000_000L));
    }
    Transaction cheap = Forge.spend(List.of(coins.get(5)), 2, 10_000_000);
    assertThat(pool.submit(cheap).violation().orElseThrow().rule()).isEqualTo(Mempool.FULL);
    assertThat(submit(Forge.spend(List.of(coins.get(6)), 2, 100_000_000))).isEqualTo(Place.ADDED);
    assertThat(pool.entries().stream().map(PoolEntry::fee))
        .containsExactly(30_000_000L, 40_000_000L, 100_000_000L);
  }

  @Test
  void whatCannotBeMinedAnyMoreLeaves() {
    TxFields fields = spend(coins.get(0)).fields();
    Transaction timed =
        ClassicFormat.INSTANCE.transaction(new TxFields(1, 2, fields.inputs(), fields.outputs()));
    assertThat(submit(timed)).isEqualTo(Place.ADDED);
    Block block = extend(forge.genesis());
    assertThat(ids()).containsExactly(timed.id());
    extend(block);
    assertThat(ids()).isEmpty();
  }

  @Test
  void survivesARestart() throws Exception {
    Transaction parent = spend(coins.get(0));
    Transaction child = spend(Forge.coins(parent).get(0));
    Transaction confirmed = spend(coins.get(1));
    List.of(parent, child, confirmed).forEach(this::submit);
    PoolFile file = new PoolFile(pool);
    file.save();
    extend(forge.genesis(), confirmed);
    file.save();
    store.close();
    open(LIMITS);
    assertThat(new PoolFile(pool).restore()).isEqualTo(2);
    assertThat(ids()).containsExactly(parent.id(), child.id());
    // A second restart finds what the first one saved under new numbers.
    store.close();
    open(LIMITS);
    assertThat(new PoolFile(pool).restore()).isEqualTo(2);
  }

  @Test
  void assembledBlocksConnectAndGrow() throws RuleViolation {
    Transaction parent = spend(coins.get(0));
    submit(parent);
    BlockAssembler assembler = new BlockAssembler(pool, engine.best());
    assertThat(assembler.fill(() -> false)).isTrue();
    assertThat(assembler.fill(() -> false)).isFalse();
    List<Transaction> more = new ArrayList<>();
    more.add(spend(Forge.coins(parent).get(0)));
    more.add(spend(coins.get(1)));
    more.forEach(this::submit);
    assertThat(assembler.fill(() -> false)).isTrue();
    BlockAssembler.Choice choice = assembler.choice();
    assertThat(choice.transactions()).hasSize(3);
    assertThat(choice.fees()).isEqualTo(3 * Forge.FEE);
    Block block = Forge.child(forge.genesis(), choice.transactions(), 1, choice.fees());
    Rehearsal rehearsal = engine.rehearse(block);
    assertThat(engine.best().height()).isZero();
    assertThat(engine.tree().find(block.hash())).isEmpty();
    assertThat(engine.process(rehearsal, "own").place()).isEqualTo(BlockOutcome.Place.MAIN);
    assertThat(ids()).isEmpty();
    choice
        .transactions()
        .forEach(t -> assertThat(engine.utxo(t.spentOutputIds().getFirst())).isEmpty());
    assertThat(engine.utxo(more.getLast().resultIds().getFirst())).isPresent();
  }

  @Test
  void rehearsedBlockIsUndoneAsAnyOther() throws RuleViolation {
    Transaction spend = spend(coins.get(0));
    Block block = Forge.child(forge.genesis(), List.of(spend), 1, Forge.FEE);
    engine.process(engine.rehearse(block), "own");
    assertThat(engine.utxo(spend.spentOutputIds().getFirst())).isEmpty();
    engine.rewind(0);
    assertThat(engine.utxo(spend.spentOutputIds().getFirst())).isPresent();
    assertThat(engine.utxo(spend.resultIds().getFirst())).isEmpty();
  }

  @Test
  void rehearsedBlockIsLookedAtAnewWhenTheTipHasMoved() throws RuleViolation {
    Rehearsal rehearsal =
        engine.rehearse(Forge.child(forge.genesis(), List.of(spend(coins.get(0))), 1, Forge.FEE));
    Block rival = extend(forge.genesis(), spend(coins.get(1)));
    assertThat(engine.best().hash()).isEqualTo(rival.hash());
    assertThat(engine.process(rehearsal, "own").place()).isEqualTo(BlockOutcome.Place.SIDE);
    assertThat(engine.best().hash()).isEqualTo(rival.hash());
  }

  @Test
  void rehearsalTakesNoHeaderOfAnotherBlock() throws RuleViolation {
    Rehearsal rehearsal = engine.rehearse(Forge.child(forge.genesis(), List.of(), 1, 0));
    Block other = Forge.child(forge.genesis(), List.of(), 2, 0);
    assertThatThrownBy(() -> rehearsal.with(other.header(), engine))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(other.hash().toString());
  }

  @Test
  void rehearsalFindsWhatWouldNotConnect() {
    Block first = extend(forge.genesis(), spend(coins.get(0)));
    Block bad = Forge.child(first, List.of(spend(coins.get(0))), 1, Forge.FEE);
    assertThatThrownBy(() -> engine.rehearse(bad))
        .isInstanceOfSatisfying(
            RuleViolation.class, v -> assertThat(v.rule()).isEqualTo("fail to find utxo entry"));
    assertThat(engine.tree().find(bad.hash())).isEmpty();
  }

  @Test
  void showsHowTransactionsHangTogetherAndDropsThemTogether() {
    Transaction parent = spend(coins.get(0));
    Transaction child = spend(Forge.coins(parent).get(0));
    Transaction other = spend(coins.get(1));
    for (Transaction transaction : List.of(parent, child, other)) {
      assertThat(submit(transaction)).isEqualTo(Place.ADDED);
    }
    assertThat(pool.place(child.id()).orElseThrow())
        .satisfies(p -> assertThat(p.dependsOn()).containsExactly(parent.id()))
        .satisfies(p -> assertThat(p.packageFee()).isEqualTo(2 * Forge.FEE));
    assertThat(pool.place(parent.id()).orElseThrow().neededBy()).containsExactly(child.id());
    assertThat(pool.places()).hasSize(3);

    assertThat(pool.remove(parent.id())).containsExactly(parent.id(), child.id());
    assertThat(pool.entries()).extracting(PoolEntry::id).containsExactly(other.id());
    assertThat(pool.remove(parent.id())).isEmpty();
    assertThat(submit(parent)).as("it may come again").isEqualTo(Place.ADDED);
  }
}
