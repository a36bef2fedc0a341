package io.bystack.core.crypto;

/** A text is not an address of the network, or a program has none. The message says why. */
public final class AddressException extends Exception {
  private static final long serialVersionUID = 1L;

  AddressException(String message) {
    super(message);
  }
}
