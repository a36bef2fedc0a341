package io.bystack.dpos;

/**
 * Limits and prices of gas (spec/02 §7.1).
 *
 * @param maxBlockGas gas of all transactions of a block
 * @param maxTransactionGas gas one transaction can buy
 * @param defaultCredit gas every transaction has for nothing
 * @param vmGasRate neu of BTM per gas
 * @param storageGasRate gas per serialized byte
 */
public record GasRules(
    long maxBlockGas,
    long maxTransactionGas,
    long defaultCredit,
    long vmGasRate,
    long storageGasRate) {

  public GasRules {
    Require.positive("maxBlockGas", maxBlockGas);
    Require.positive("maxTransactionGas", maxTransactionGas);
    Require.notNegative("defaultCredit", defaultCredit);
    Require.positive("vmGasRate", vmGasRate);
    Require.notNegative("storageGasRate", storageGasRate);
  }
}
