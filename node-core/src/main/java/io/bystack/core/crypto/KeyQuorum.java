package io.bystack.core.crypto;

import io.bystack.core.bytes.Bytes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many of which root keys sign for an account or an asset. The order of the keys matters: it is
 * that of the public keys in the program.
 *
 * @param keys at least one, no two alike
 * @param quorum from 1 to the number of keys
 */
public record KeyQuorum(List<XPub> keys, int quorum) {
  /** A quorum of the given keys, which must be valid; see {@link #of}. */
  public KeyQuorum {
    keys = List.copyOf(keys);
    if (quorum < 1 || quorum > keys.size()) {
      throw new IllegalArgumentException("a quorum of " + quorum + " of " + keys.size() + " keys");
    }
  }

  /**
   * Checks what a user asks for, in this order: some key, no key twice, a quorum within its bounds.
   *
   * @throws KeyException of kind NO_KEYS, DUPLICATE_KEY or QUORUM
   */
  public static KeyQuorum of(List<XPub> keys, int quorum) throws KeyException {
    if (keys.isEmpty()) {
      throw new KeyException(KeyException.Kind.NO_KEYS, "at least one xpub is required");
    }
    Set<XPub> seen = new HashSet<>();
    for (XPub key : keys) {
      if (!seen.add(key)) {
        throw new KeyException(
            KeyException.Kind.DUPLICATE_KEY,
            "duplicated key="
                + Bytes.utf8(key.toString())
                + ": xpubs cannot contain the same key more than once");
      }
    }
    if (quorum < 1 || quorum > keys.size()) {
      throw new KeyException(
          KeyException.Kind.QUORUM,
          "quorum must be greater than or equal to 1, and must be less than or equal to the length"
              + " of xpubs");
    }
    return new KeyQuorum(keys, quorum);
  }

  /**
   * The 32-byte keys that verify signatures at the end of a path, in the order of the root keys.
   */
  public List<Bytes> publicKeys(List<Bytes> path) {
    return keys.stream().map(key -> key.derive(path).publicKey()).toList();
  }
}
