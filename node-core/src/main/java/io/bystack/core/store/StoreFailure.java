package io.bystack.core.store;

/** An open store fails: the disk is full or broken, a row is damaged. The node cannot go on. */
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreFailure(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreFailure(String message) {
    super(message);
  }
}
