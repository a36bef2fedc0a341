package io.bystack.core.validation;

/**
 * Prices and limits of gas of one network (spec/02 §7.1).
 *
 * @param vmGasRate neu of BTM per unit of gas, &gt; 0
 * @param storageGasRate gas per serialized byte
 * @param maxTransactionGas what one transaction can have at most
 * @param defaultCredit gas that may be used before the fee is known to be secured
 * @param creditIsGranted whether every transaction has the credit for nothing, on top of what its
 *     fee buys; if not, a transaction without BTM inputs has no gas at all
 */
public record GasSchedule(
    long vmGasRate,
    long storageGasRate,
    long maxTransactionGas,
    long defaultCredit,
    boolean creditIsGranted) {
  public GasSchedule {
    if (vmGasRate <= 0 || storageGasRate < 0 || maxTransactionGas < 0 || defaultCredit < 0) {
      throw new IllegalArgumentException(
          "gas rates and limits must not be negative, nor the rate of vm gas zero: "
              + vmGasRate
              + ", "
              + storageGasRate
              + ", "
              + maxTransactionGas
              + ", "
              + defaultCredit);
    }
  }
}
