package io.bystack.dpos.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
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
import io.bystack.core.model.TxStatus;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import io.bystack.core.p2p.message.LedgerMessages.TransactionText;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.sync.ChainPeers;
import io.bystack.core.sync.vectors.WholeChain;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposProtocol;
import io.bystack.dpos.DposRules;
import io.bystack.dpos.Federation;
import io.bystack.dpos.NodeRole;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.VaporHeader;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A side chain for cases of whole nodes: a federation of one, and one block above genesis. */
final class DposWholeChain {
  private static final int SIGNATURES = 8;
  private static final long SLOT_MILLIS = 500;
  private static final Bytes ANYONE = Bytes.of(0x51);

  private final SecureRandom random = new SecureRandom();
  private final XPrv root = XPrv.generate(random);
  private final Federation federation = new Federation(List.of(root.xpub()), 1);
  private final DposProtocol protocol =
      new DposProtocol(DposNetwork.solonet(), federation, NodeRole.observer());
  private final XPrv producer;
  private final Block first;

  private DposWholeChain() throws KeyException {
    producer = root.derive(Federation.CONSENSUS_PATH);
    first = first();
  }

  static WholeChain make() {
    try {
      return new DposWholeChain().chain();
    } catch (KeyException e) {
      throw new IllegalStateException("a generated key signs nothing", e);
    }
  }

  private WholeChain chain() throws KeyException {
    NetworkName network =
        new NetworkName("solonet", DposPeers.networkId(protocol.parameters().genesis().hash()));
    SignatureRelay relay = new SignatureRelay();
    ChainPeers.Speech speech =
        new ChainPeers.Speech(
            DposPeers.protocol(
                new DposIdentity(XPrv.generate(random)), network, "vectors", "127.0.0.1:0"),
            new DposDialect(),
            relay);
    return new WholeChain(
        protocol,
        first,
        speech,
        (engine, thread, peers) -> {
          DposRules rules = rules(engine);
          relay.connect(peers.sync(), thread, rules::receive, rules.view()::signatures);
        },
        said());
  }

  private static DposRules rules(ChainEngine engine) {
    return (DposRules) engine.rules();
  }

  private Block first() throws KeyException {
    Block genesis = protocol.parameters().genesis();
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(List.of(coinbase().id())), TxStatus.allGood(1).root());
    HeaderFields fields =
        new HeaderFields(1, 1, genesis.hash(), genesis.header().timestamp() + SLOT_MILLIS, roots);
    VaporHeader header = new VaporHeader(fields, List.of());
    Bytes signature = producer.sign(header.hash().toBytes());
    return VaporFormat.INSTANCE.block(header.withWitness(List.of(signature)), List.of(coinbase()));
  }

  private static Transaction coinbase() {
    Bytes arbitrary = Bytes.of(0).concat(Bytes.utf8("1"));
    return VaporFormat.INSTANCE.transaction(
        TxFields.of(
            List.of(new CoinbaseInput(arbitrary)),
            List.of(new IntraChainOutput(AssetAmount.btm(0), ANYONE))));
  }

  private Map<String, List<Message>> said() throws KeyException {
    XPrv stranger = XPrv.generate(random);
    Message random =
        new DposMessages.BlockSignature(
            unknown(0), Bytes.wrap(new byte[64]), producer.xpub().bytes());
    return Map.of(
        "ban-tx-invalid",
        List.of(text(coinbase())),
        "ban-tx-bad-witness",
        List.of(text(badClaim())),
        "ban-signature-invalid",
        List.of(random),
        "ban-signature-not-consensus",
        List.of(signed(first.hash(), stranger)),
        "signature-unknown-block-valid",
        IntStream.range(0, SIGNATURES).mapToObj(i -> signed(unknown(i), stranger)).toList());
  }

  private static Hash unknown(int i) {
    return new Hash(9, 9, 9, i);
  }

  private static Message text(Transaction transaction) {
    return new TransactionText(Bytes.utf8(transaction.toHex()));
  }

  private static Message signed(Hash block, XPrv key) {
    return new DposMessages.BlockSignature(block, key.sign(block.toBytes()), key.xpub().bytes());
  }

  /** A claim of a deposit that the federation has not signed. */
  private Transaction badClaim() {
    AssetAmount value = AssetAmount.btm(1_000_000_000);
    SpendCommitment source = SpendCommitment.of(new Hash(7, 7, 7, 7), value, 0, Bytes.EMPTY);
    IssuanceTerms terms = new IssuanceTerms(Program.of(Bytes.EMPTY), Bytes.EMPTY);
    List<Bytes> arguments = List.of(Bytes.wrap(new byte[64]), federation.script());
    return VaporFormat.INSTANCE.transaction(
        TxFields.of(
            List.of(new CrossChainInput(source, terms, arguments)),
            List.of(new IntraChainOutput(value, ANYONE))));
  }
}
