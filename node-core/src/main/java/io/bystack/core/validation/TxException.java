package io.bystack.core.validation;

/**
 * Ends the validation of a transaction. Has no stack trace: it is about the transaction, not us.
 */
public final class TxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient TxError error;

  public TxException(TxError error) {
    super(null, null, false, false);
    this.error = error;
  }

  /** A broken rule of the transaction as a whole. */
  public static TxException of(TxRule rule) {
    return of(rule, "", "");
  }

  public static TxException of(TxRule rule, String place, String facts) {
    return new TxException(new TxError.Broken(rule, place, facts));
  }

  /** A broken rule at one input. */
  static TxException atInput(TxRule rule, int input) {
    return of(rule, "input " + input, "");
  }

  /** The error; its message is composed only when asked for. */
  public TxError error() {
    return error;
  }

  @Override
  public String getMessage() {
    return error.message();
  }
}
