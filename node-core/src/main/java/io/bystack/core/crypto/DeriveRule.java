package io.bystack.core.crypto;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import java.util.List;

/**
 * Which path leads from a root key to an account's key (spec/05 §5). Integers are little-endian.
 */
public enum DeriveRule {
  /** Number 0, of old wallets: one selector for the account, one for the address. */
  BIP32(0),

  /** Number 1, of every account made today: purpose 44, coin 153. */
  BIP44(1);

  private static final Bytes PURPOSE = le32(44);
  private static final Bytes COIN = le32(153);
  private static final int ASSET_KEY = 0;
  private static final int ACCOUNT_KEY = 1;

  private final int number;

  DeriveRule(int number) {
    this.number = number;
  }

  /**
   * The rule of a number.
   *
   * @throws KeyException {@code invalid key derive rule} for any other than 0 and 1
   */
  public static DeriveRule of(int number) throws KeyException {
    return switch (number) {
      case 0 -> BIP32;
      case 1 -> BIP44;
      default -> throw new KeyException(KeyException.Kind.DERIVE_RULE, "invalid key derive rule");
    };
  }

  /** The number by which files and messages name the rule. */
  public int number() {
    return number;
  }

  /**
   * The path to the key of an account's address. Rule 1 uses the low 32 bits of both indexes; rule
   * 0 has no change branch.
   */
  public List<Bytes> accountPath(long account, boolean change, long address) {
    return switch (this) {
      case BIP32 -> List.of(signerSelector(ACCOUNT_KEY, account), le64(address));
      case BIP44 ->
          List.of(PURPOSE, COIN, le32((int) account), le32(change ? 1 : 0), le32((int) address));
    };
  }

  /** The path to an asset's issuance key. */
  public static List<Bytes> assetPath(long assetKey) {
    return List.of(signerSelector(ASSET_KEY, assetKey));
  }

  private static Bytes signerSelector(int kind, long index) {
    return new ByteWriter().u8(kind).le64(index).toBytes();
  }

  private static Bytes le64(long value) {
    return new ByteWriter().le64(value).toBytes();
  }

  private static Bytes le32(int value) {
    return new ByteWriter().le64(value).toBytes().slice(0, 4);
  }
}
