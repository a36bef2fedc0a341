package io.bystack.core.store;

/**
 * A store cannot be opened or used as asked, for a reason the operator can act on. The store is
 * left as it was.
 */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** Another process has it open. */
    LOCKED,
    /** The folder holds something that is not a store of this program. */
    UNKNOWN,
    /** Written by a newer version of this program. */
    NEWER,
    /** Belongs to another chain or network. */
    OTHER_CHAIN,
    /** Its files contradict each other or cannot be read. */
    DAMAGED,
    /** The folder cannot be made, read or written. */
    ACCESS,
    /** The disk has too little free space for what was asked. */
    NO_SPACE
  }

  private final Reason reason;

  public StoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public StoreException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
