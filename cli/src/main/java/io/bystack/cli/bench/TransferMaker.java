package io.bystack.cli.bench;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.Ed25519PrivateKey;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxOutput;
import io.bystack.core.vm.StandardPrograms;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Signs transactions with one key, whose P2WPKH program locks everything. The key is made from a
 * fixed seed, so that all runs measure the same bytes.
 */
final class TransferMaker {
  /** Pays on the main chain for more gas than a transfer uses, in the smallest unit of BTM. */
  static final long MAIN_CHAIN_FEE = 400_000;

  private final LedgerFormat format;
  private final BiFunction<AssetAmount, Bytes, TxOutput> output;
  private final long fee;
  private final Ed25519PrivateKey key;
  private final Bytes program;

  /**
   * A maker for one chain.
   *
   * @param output makes an ordinary output of the chain
   * @param fee of a transfer, in the smallest unit of BTM
   */
  TransferMaker(LedgerFormat format, BiFunction<AssetAmount, Bytes, TxOutput> output, long fee) {
    this.format = format;
    this.output = output;
    this.fee = fee;
    byte[] seed = new byte[Hash.SIZE];
    Arrays.fill(seed, (byte) 7);
    this.key = Ed25519PrivateKey.ofSeed(seed);
    this.program = StandardPrograms.payToKey(key.publicKey());
  }

  /** An output to be spent. */
  record Coin(Hash source, int position, long amount) {}

  Bytes program() {
    return program;
  }

  /** An output of BTM to the maker's own key. */
  TxOutput pay(long amount) {
    return output.apply(AssetAmount.btm(amount), program);
  }

  /** Spends a coin: half of what is left of the fee to each of two outputs. */
  Transaction transfer(Coin coin) {
    long rest = coin.amount() - fee;
    return spend(coin, List.of(pay(rest / 2), pay(rest - rest / 2)));
  }

  /** Splits a coin into equal outputs; what is left over is the fee. */
  Transaction split(Coin coin, int outputs, long each) {
    return spend(coin, Collections.nCopies(outputs, pay(each)));
  }

  private Transaction spend(Coin coin, List<TxOutput> outputs) {
    SpendCommitment spent =
        SpendCommitment.of(coin.source(), AssetAmount.btm(coin.amount()), coin.position(), program);
    TxFields unsigned = TxFields.of(List.of(new SpendInput(spent, List.of())), outputs);
    return format.transaction(unsigned.withArguments(0, arguments(unsigned)));
  }

  private List<Bytes> arguments(TxFields unsigned) {
    Bytes message = format.transaction(unsigned).sigHash(0).toBytes();
    return List.of(key.sign(message), key.publicKey());
  }
}
