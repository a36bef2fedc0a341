package io.bystack.core.validation;

/** The rules of transactions by the names and texts clients know (spec/02 §7.8). */
public enum TxRule {
  TX_VERSION("ErrTxVersion", "invalid transaction version"),
  WRONG_TRANSACTION_SIZE("ErrWrongTransactionSize", "invalid transaction size"),
  BAD_TIME_RANGE("ErrBadTimeRange", "invalid transaction time range"),
  EMPTY_INPUT_IDS("ErrEmptyInputIDs", "got the empty InputIDs"),
  NOT_STANDARD_TX("ErrNotStandardTx", "not standard transaction"),
  WRONG_COINBASE_TRANSACTION("ErrWrongCoinbaseTransaction", "wrong coinbase transaction"),
  WRONG_COINBASE_ASSET("ErrWrongCoinbaseAsset", "wrong coinbase assetID"),
  COINBASE_ARBITRARY_OVERSIZE(
      "ErrCoinbaseArbitraryOversize", "coinbase arbitrary size is larger than limit"),
  EMPTY_RESULTS("ErrEmptyResults", "transaction has no results"),
  MISMATCHED_ASSET_ID("ErrMismatchedAssetID", "mismatched assetID"),
  MISMATCHED_POSITION("ErrMismatchedPosition", "mismatched value source/dest position"),
  NO_SOURCE("ErrNoSource", "no source for value"),
  OVERFLOW("ErrOverflow", "arithmetic overflow/underflow"),
  UNBALANCED("ErrUnbalanced", "unbalanced asset amount between input and output"),
  OVER_GAS_CREDIT("ErrOverGasCredit", "all gas credit has been spend"),
  GAS_CALCULATE("ErrGasCalculate", "gas usage calculate got a math error"),
  ENTRY_TYPE("ErrEntryType", "invalid entry type"),
  VOTE_PUB_KEY("ErrVotePubKey", "invalid public key of vote"),
  VOTE_OUTPUT_AMOUNT("ErrVoteOutputAmount", "invalid vote amount"),
  VOTE_OUTPUT_ASSET("ErrVoteOutputAseet", "incorrect asset_id while checking vote asset"),
  /** Has no name in the reference, only a text. */
  CROSS_CHAIN_ASSET(
      "other:incorrect asset_id while checking CrossChainInput",
      "incorrect asset_id while checking CrossChainInput");

  private final String errorName;
  private final String text;

  TxRule(String errorName, String text) {
    this.errorName = errorName;
    this.text = text;
  }

  /** The stable name, e.g. {@code ErrBadTimeRange}. */
  public String errorName() {
    return errorName;
  }

  public String text() {
    return text;
  }
}
