package io.bystack.pow.p2p;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.ValidatedTransactions;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.crypto.Ed25519PrivateKey;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.MerkleTree;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxStatus;
import io.bystack.core.p2p.message.LedgerMessages.TransactionText;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.sync.ChainPeers;
import io.bystack.core.sync.PeerExtension;
import io.bystack.core.sync.vectors.WholeChain;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicGenesis;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.ClassicTransactionValidator;
import io.bystack.pow.consensus.PowNetwork;
import io.bystack.pow.consensus.PowProtocol;
import io.bystack.pow.consensus.Subsidy;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** The main chain for cases of whole nodes: one block above genesis, without work. */
final class PowWholeChain {
  private static final Bytes ANYONE = Bytes.of(0x51);
  private static final Hash ELSEWHERE = new Hash(1, 2, 3, 4);

  private PowWholeChain() {}

  static WholeChain make() {
    PowProtocol protocol =
        new PowProtocol(
            PowNetwork.of("solonet").parameters(),
            new ValidatedTransactions(
                new ClassicTransactionValidator(
                    ClassicTransactionValidator.Parameters.bytom(), Ed25519.verifier()::verify),
                height -> 0),
            // Nothing here depends on work: every hash meets every target.
            (header, seed) -> Hash.ZERO);
    Bytes seed = Bytes.wrap(Ed25519PrivateKey.newSeed(new SecureRandom()));
    ChainPeers.Speech speech =
        new ChainPeers.Speech(
            PowPeers.protocol(
                new PowIdentity(seed.concat(seed)), "solonet", "vectors", "127.0.0.1:0"),
            new PowDialect(),
            PeerExtension.NONE);
    return new WholeChain(protocol, first(), speech, WholeChain.Connection.NONE, said());
  }

  private static Block first() {
    Block genesis = ClassicGenesis.solonet();
    Transaction coinbase =
        ClassicFormat.INSTANCE.transaction(
            TxFields.of(
                List.of(new CoinbaseInput(Bytes.utf8("1"))),
                List.of(new OriginalOutput(AssetAmount.btm(Subsidy.at(1)), ANYONE))));
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(List.of(coinbase.id())), TxStatus.allGood(1).root());
    HeaderFields fields =
        new HeaderFields(1, 1, genesis.hash(), genesis.header().timestamp() + 150, roots);
    long bits = ((ClassicHeader) genesis.header()).bits();
    return ClassicFormat.INSTANCE.block(new ClassicHeader(fields, 0, bits), List.of(coinbase));
  }

  private static Map<String, List<Message>> said() {
    Hash genesis = ClassicGenesis.solonet().hash();
    return Map.of(
        "ban-tx-bad-witness",
        List.of(new TransactionText(Bytes.utf8(badWitness().toHex()))),
        "wrong-genesis",
        List.of(new PowMessages.Status(0, genesis, ELSEWHERE)));
  }

  /** A payment from a key's output with a signature that is none. */
  private static Transaction badWitness() {
    Bytes program = Bytes.fromHex("00148c9d063ff74ee6d9ffa88d83aeb038068366c4c4");
    SpendCommitment spent =
        SpendCommitment.of(ELSEWHERE, AssetAmount.btm(1_000_000_000), 0, program);
    List<Bytes> arguments = List.of(Bytes.wrap(new byte[64]), Bytes.wrap(new byte[32]));
    return ClassicFormat.INSTANCE.transaction(
        TxFields.of(
            List.of(new SpendInput(spent, arguments)),
            List.of(new OriginalOutput(AssetAmount.btm(900_000_000), program))));
  }
}
