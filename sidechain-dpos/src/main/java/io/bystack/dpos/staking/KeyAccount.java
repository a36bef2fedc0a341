package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.VetoInput;
import io.bystack.core.vm.StandardPrograms;
import io.bystack.dpos.GasRules;
import io.bystack.dpos.VaporFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The BTM of one key's own P2WPKH program: chooses coins, prices and signs. For people who vote or
 * pay rewards with a single key and no wallet.
 */
public record KeyAccount(XPrv key, Bytes program) {
  /** Most inputs of one transaction. */
  public static final int MOST_INPUTS = 60;

  // One signature check, with what the gas of an input may be beyond it.
  private static final long GAS_PER_INPUT = 1_800;
  private static final long GAS_BASE = 1_000;

  /** An output of the program. */
  public record Coin(Hash id, Hash source, int position, long amount, Optional<Bytes> vote) {}

  /** Coins to spend, and what is left over. */
  public record Choice(List<Coin> coins, long change) {}

  /** The account of a key. */
  public static KeyAccount of(XPrv key) {
    return new KeyAccount(key, StandardPrograms.payToKey(key.xpub().publicKey()));
  }

  /**
   * Coins for an amount, largest first.
   *
   * @return empty if the largest {@link #MOST_INPUTS} coins are not enough
   */
  public static Optional<Choice> choose(List<Coin> coins, long amount) {
    List<Coin> chosen = new ArrayList<>();
    long sum = 0;
    for (Coin coin : largest(coins)) {
      if (sum >= amount) {
        break;
      }
      chosen.add(coin);
      sum = Math.addExact(sum, coin.amount());
    }
    return sum >= amount ? Optional.of(new Choice(chosen, sum - amount)) : Optional.empty();
  }

  /** The largest {@link #MOST_INPUTS} coins, largest first. */
  static List<Coin> largest(List<Coin> coins) {
    return coins.stream()
        .sorted(Comparator.comparingLong(Coin::amount).reversed())
        .limit(MOST_INPUTS)
        .toList();
  }

  /**
   * The transaction that spends these coins, votes among them, for these outputs; signed.
   *
   * @param expiry last height at which it can be in a block; 0 for no limit
   */
  public Transaction sign(List<Coin> coins, List<TxOutput> outputs, long expiry) {
    List<TxInput> inputs = coins.stream().map(this::input).toList();
    TxFields fields = new TxFields(1, expiry, inputs, outputs);
    Transaction unsigned = VaporFormat.INSTANCE.transaction(fields);
    for (int i = 0; i < inputs.size(); i++) {
      Bytes signature = key.sign(unsigned.sigHash(i).toBytes());
      fields = fields.withArguments(i, List.of(signature, key.xpub().publicKey()));
    }
    return VaporFormat.INSTANCE.transaction(fields);
  }

  private TxInput input(Coin coin) {
    SpendCommitment spent =
        SpendCommitment.of(coin.source(), AssetAmount.btm(coin.amount()), coin.position(), program);
    return coin.vote().isPresent()
        ? new VetoInput(spent, coin.vote().get(), List.of())
        : new SpendInput(spent, List.of());
  }

  /**
   * The least fee that surely pays for the gas of a transaction, neu; most are free.
   *
   * @param bytes of the signed transaction
   */
  public static long gasFee(int inputs, int bytes, GasRules rules) {
    long gas = GAS_BASE + inputs * GAS_PER_INPUT + bytes * rules.storageGasRate();
    return Math.max(0, gas - rules.defaultCredit()) * rules.vmGasRate();
  }

  @Override
  public String toString() {
    return "KeyAccount[" + program + "]";
  }
}
