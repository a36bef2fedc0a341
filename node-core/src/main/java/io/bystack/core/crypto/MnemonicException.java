package io.bystack.core.crypto;

/** A mnemonic, its entropy or its language is unusable. The message never contains words of it. */
public final class MnemonicException extends Exception {
  private static final long serialVersionUID = 1L;

  MnemonicException(String message) {
    super(message);
  }
}
