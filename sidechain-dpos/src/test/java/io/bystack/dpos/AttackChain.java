package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.TxPlace;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.IssuanceTerms;
import io.bystack.core.model.MerkleTree;
import io.bystack.core.model.Program;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.TxStatus;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import io.bystack.core.store.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chain of one producer, who is also the federation, and who makes whatever blocks it likes. */
final class AttackChain implements AutoCloseable {
  static final Bytes ANYONE = Bytes.of(0x51);

  private static final long GENESIS = 1_700_000_000_000L;
  private static final VaporFormat FORMAT = VaporFormat.INSTANCE;

  private final XPrv root;
  private final XPrv key;
  private final Federation federation;
  private final Store store;
  private final ChainEngine engine;

  /**
   * @param round blocks of a round
   * @param forks when which rules hold
   */
  AttackChain(Path folder, long round, ForkHeights forks) throws Exception {
    this(folder, round, forks, ConsensusEvents.NONE);
  }

  AttackChain(Path folder, long round, ForkHeights forks, ConsensusEvents events) throws Exception {
    this(folder, round, forks, events, SubProtocol.OFF);
  }

  /** A chain with a protocol on top. */
  AttackChain(Path folder, long round, ForkHeights forks, ConsensusEvents events, SubProtocol sub)
      throws Exception {
    this(
        folder, round, forks, new NodeRole(Optional.empty(), SignatureAnnouncer.NONE, events), sub);
  }

  /** A chain as a node of some role sees it. */
  AttackChain(Path folder, long round, ForkHeights forks, NodeRole role, SubProtocol sub)
      throws Exception {
    root = root();
    key = root.derive(Federation.CONSENSUS_PATH);
    federation = new Federation(List.of(root.xpub()), 1);
    DposParameters solonet = DposNetwork.solonet().parameters();
    DposNetwork network =
        DposNetwork.own("attack", GENESIS)
            .withParameters(
                new DposParameters(
                    new RoundRules(round, 2, 10, 500, 2_000),
                    solonet.gas(),
                    solonet.stake(),
                    solonet.coinbase(),
                    forks));
    DposProtocol protocol = new DposProtocol(network, federation, role).with(sub);
    store =
        Store.open(
            folder,
            "side",
            "attack",
            ChainTables.of(protocol),
            StoreOptions.DEFAULT.withSync(SyncMode.ON_REQUEST));
    engine =
        ChainEngine.open(
            protocol,
            store,
            EngineOptions.REFERENCE,
            Surroundings.direct(() -> Instant.ofEpochMilli(GENESIS + 3_600_000)));
  }

  private static XPrv root() {
    return XPrv.root(new byte[] {1, 2, 3});
  }

  /** The key the one producer of all these chains signs with. */
  static XPrv producerKey() throws KeyException {
    return root().derive(Federation.CONSENSUS_PATH);
  }

  XPrv key() {
    return key;
  }

  ChainEngine engine() {
    return engine;
  }

  ConsensusView view() {
    return ((DposRules) engine.rules()).view();
  }

  DposRules rules() {
    return (DposRules) engine.rules();
  }

  /** A block with what is due paid as it should be. */
  Block block(Transaction... transactions) throws Exception {
    List<TxOutput> outputs = new ArrayList<>();
    outputs.add(new IntraChainOutput(AssetAmount.btm(0), ANYONE));
    view()
        .rewardsDueAfter(engine.best())
        .forEach(r -> outputs.add(new IntraChainOutput(AssetAmount.btm(r.amount()), r.program())));
    return block(outputs, transactions);
  }

  /** A block with a coinbase of one's own making. */
  Block block(List<TxOutput> coinbase, Transaction... transactions) throws Exception {
    return child(engine.best(), engine.best().timestamp() + 500, coinbase, transactions);
  }

  Block child(BlockRef parent, long timestamp, List<TxOutput> coinbase, Transaction... transactions)
      throws Exception {
    Bytes arbitrary = Bytes.of(0).concat(Bytes.utf8(Long.toString(parent.height() + 1)));
    return child(parent, timestamp, arbitrary, coinbase, transactions);
  }

  /** A block whose coinbase begins as it likes. */
  Block child(
      BlockRef parent,
      long timestamp,
      Bytes arbitrary,
      List<TxOutput> coinbase,
      Transaction... transactions)
      throws Exception {
    long height = parent.height() + 1;
    List<Transaction> all = new ArrayList<>();
    all.add(FORMAT.transaction(TxFields.of(List.of(new CoinbaseInput(arbitrary)), coinbase)));
    all.addAll(List.of(transactions));
    List<Boolean> failed = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      TxPlace place = new TxPlace(1, height, i == 0);
      failed.add(engine.verdicts().check(all.get(i), place).failed());
    }
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(all.stream().map(Transaction::id).toList()),
            new TxStatus(failed).root());
    VaporHeader header =
        new VaporHeader(new HeaderFields(1, height, parent.hash(), timestamp, roots), List.of());
    return FORMAT.block(header.withWitness(List.of(key.sign(header.hash().toBytes()))), all);
  }

  BlockOutcome process(Block block) {
    return engine.process(block, "attacker");
  }

  // ---- transactions

  /** A claim of a main-chain output that the federation has still to sign. */
  static CrossChainInput claim(
      long deposit, AssetAmount value, Bytes program, IssuanceTerms terms) {
    SpendCommitment source = SpendCommitment.of(new Hash(7, 7, 7, deposit), value, 0, program);
    return new CrossChainInput(source, terms, List.of());
  }

  /** Terms as a claim of BTM has them. */
  static IssuanceTerms noTerms() {
    return new IssuanceTerms(Program.of(Bytes.EMPTY), Bytes.EMPTY);
  }

  /** Signs all claims as the federation. */
  Transaction signed(List<TxInput> inputs, List<TxOutput> outputs) throws Exception {
    TxFields fields = TxFields.of(inputs, outputs);
    Transaction unsigned = FORMAT.transaction(fields);
    XPrv address = root.derive(Federation.ADDRESS_PATH);
    for (int i = 0; i < inputs.size(); i++) {
      Bytes signature = address.sign(unsigned.sigHash(i).toBytes());
      fields = fields.withArguments(i, List.of(signature, federation.script()));
    }
    return FORMAT.transaction(fields);
  }

  static Transaction unsigned(List<TxInput> inputs, List<TxOutput> outputs) {
    return FORMAT.transaction(TxFields.of(inputs, outputs));
  }

  static TxOutput pay(AssetAmount value) {
    return new IntraChainOutput(value, ANYONE);
  }

  /** A number that a protocol on top keeps; 0 if it has none. */
  long sum(Table<String, Long> table) {
    return store.get(table, "sum").orElse(0L);
  }

  OwnDraft draft() {
    return new OwnDraft(store, VaporFormat.INSTANCE);
  }

  @Override
  public void close() {
    store.close();
  }
}
