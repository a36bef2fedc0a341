package io.bystack.cli.bench;

import io.bystack.cli.node.ChainHost;
import io.bystack.cli.node.EngineTimer;
import io.bystack.cli.node.FederationFile;
import io.bystack.cli.secret.PrivateFile;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.hash.Sha3;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.IssuanceTerms;
import io.bystack.core.model.Program;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxOutput;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposProtocol;
import io.bystack.dpos.DposRules;
import io.bystack.dpos.Federation;
import io.bystack.dpos.GuardedSigner;
import io.bystack.dpos.NodeRole;
import io.bystack.dpos.OwnDraft;
import io.bystack.dpos.OwnSigner;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.guard.MemorySignOnce;
import io.bystack.dpos.guard.SignOnceStore;
import io.bystack.dpos.guard.SigningRecord;
import io.bystack.dpos.produce.BlockProducer;
import io.bystack.dpos.produce.GatePolicy;
import io.bystack.dpos.produce.ProducerParts;
import io.bystack.dpos.produce.ProducerSettings;
import io.bystack.dpos.produce.ProducerSnapshot;
import io.bystack.dpos.produce.ProducerSurroundings;
import io.bystack.dpos.produce.ProducerTimer;
import io.bystack.dpos.produce.SlotResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A side chain of a network of its own whose federation has one member, with that member's keys.
 */
final class SideChainParts {
  /** What every output of a claim carries, in the smallest unit of BTM. */
  static final long OUTPUT_AMOUNT = 1L << 40;

  private final XPrv member;
  private final Federation federation;
  private final DposNetwork network;
  private final TransferMaker maker =
      new TransferMaker(VaporFormat.INSTANCE, IntraChainOutput::new, 0);

  SideChainParts(InstantSource clock) {
    this.member = XPrv.root(Sha3.sha3(Bytes.utf8("bench federation")).toArray());
    this.federation = new Federation(List.of(member.xpub()), 1);
    this.network = DposNetwork.own("bench", clock.millis());
  }

  TransferMaker maker() {
    return maker;
  }

  /** A signer that forgets what it has signed, for chains that nobody else continues. */
  OwnSigner forgetfulSigner() throws KeyException {
    XPrv key = member.derive(Federation.CONSENSUS_PATH);
    Hash genesis = follower().parameters().genesis().hash();
    return new GuardedSigner(
        key, new MemorySignOnce(SigningRecord.fresh(genesis, key.xpub().bytes())));
  }

  /** Writes {@code federation.json} and the member's {@code node_key.txt} for nodes to read. */
  void writeKeys(Path folder) throws IOException, KeyException {
    new FederationFile(List.of(member.xpub()), 1).write(folder.resolve("federation.json"));
    try (XPrv signer = member.derive(Federation.CONSENSUS_PATH)) {
      PrivateFile.write(folder.resolve("node_key.txt"), signer.toSecretHex());
    }
  }

  /** The protocol of a node that only follows. */
  DposProtocol follower() {
    return new DposProtocol(network, federation, NodeRole.observer());
  }

  /** The member's signer with a record of what it has signed in a file. */
  OwnSigner signer(Path record) throws IOException, KeyException {
    XPrv key = member.derive(Federation.CONSENSUS_PATH);
    Hash genesis = follower().parameters().genesis().hash();
    return new GuardedSigner(
        key, SignOnceStore.create(record, SigningRecord.fresh(genesis, key.xpub().bytes())));
  }

  /** The protocol of the node that makes the blocks. */
  DposProtocol producer(OwnSigner signer) {
    NodeRole observer = NodeRole.observer();
    return new DposProtocol(
        network,
        federation,
        new NodeRole(Optional.of(signer), observer.announcer(), observer.events()));
  }

  /** Brings BTM from the main chain to many outputs, signed by the federation. */
  Transaction claim(int number, int outputs) throws KeyException {
    SpendCommitment source =
        SpendCommitment.of(
            Sha3.sha3(Bytes.utf8("claimed " + number)),
            AssetAmount.btm(outputs * OUTPUT_AMOUNT),
            0,
            Bytes.EMPTY);
    IssuanceTerms terms = new IssuanceTerms(Program.of(Bytes.EMPTY), Bytes.EMPTY);
    List<TxOutput> outs = Collections.nCopies(outputs, maker.pay(OUTPUT_AMOUNT));
    TxFields unsigned = TxFields.of(List.of(new CrossChainInput(source, terms, List.of())), outs);
    Bytes message = VaporFormat.INSTANCE.transaction(unsigned).sigHash(0).toBytes();
    try (XPrv key = member.derive(Federation.ADDRESS_PATH)) {
      return VaporFormat.INSTANCE.transaction(
          unsigned.withArguments(0, List.of(key.sign(message), federation.script())));
    }
  }

  /** A block producer on a chain, not yet started. */
  BlockProducer producer(
      ChainHost host, OwnSigner signer, InstantSource clock, Consumer<SlotResult> results) {
    return timedProducer(host, signer, new EngineTimer(host.thread(), clock), results);
  }

  /** A block producer whose time is that of a timer. */
  BlockProducer timedProducer(
      ChainHost host, OwnSigner signer, ProducerTimer timer, Consumer<SlotResult> results) {
    return new BlockProducer(
        new ProducerParts(
            host.engine(),
            host.pool(),
            (DposRules) host.engine().rules(),
            signer,
            new OwnDraft(host.store(), host.engine().protocol().format())),
        ProducerSettings.of(maker.program(), GatePolicy.standard(1)),
        new ProducerSurroundings(
            timer, () -> snapshot(host.engine().best(), signer, timer::now), block -> {}, results));
  }

  private static ProducerSnapshot snapshot(BlockRef best, OwnSigner signer, LongSupplier now) {
    return new ProducerSnapshot(
        new ProducerSnapshot.Operator(true, true, true, true),
        new ProducerSnapshot.Clocks(Optional.empty(), best.timestamp() - now.getAsLong()),
        new ProducerSnapshot.Sync(best.height(), best.height(), true),
        new ProducerSnapshot.Guard(
            Optional.empty(),
            signer.record().last().map(SigningRecord.Signed::height),
            Optional.empty()),
        new ProducerSnapshot.Peers(0));
  }
}
