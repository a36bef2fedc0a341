package io.bystack.core.crypto;

import io.bystack.core.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Mnemonics as the network's wallets make and read them (spec/05 §4): the words of BIP 39, joined
 * by one ASCII space in every language; text is never normalized.
 */
public final class Mnemonic {
  /** Words in the mnemonics of key creation and import. */
  public static final int IMPORTED_WORDS = 12;

  private static final int NEW_ENTROPY_BYTES = 16;
  private static final int WORD_BITS = 11;
  private static final int SEED_BITS = 512;
  private static final int ROUNDS = 2048;
  private static final byte[] SALT = "mnemonic".getBytes(StandardCharsets.US_ASCII);

  private Mnemonic() {}

  /** Twelve words of fresh entropy. */
  public static String generate(SecureRandom random, MnemonicLanguage language) {
    byte[] entropy = new byte[NEW_ENTROPY_BYTES];
    random.nextBytes(entropy);
    String words = encode(entropy, language);
    Arrays.fill(entropy, (byte) 0);
    return words;
  }

  /**
   * The mnemonic of 16, 20, 24, 28 or 32 bytes.
   *
   * @throws MnemonicException if the entropy has another length
   */
  public static String ofEntropy(byte[] entropy, MnemonicLanguage language)
      throws MnemonicException {
    if (entropy.length < 16 || entropy.length > 32 || entropy.length % 4 != 0) {
      throw new MnemonicException("Entropy length must be [128, 256] and a multiple of 32");
    }
    return encode(entropy, language);
  }

  private static String encode(byte[] entropy, MnemonicLanguage language) {
    byte[] bits = Arrays.copyOf(entropy, entropy.length + 1);
    bits[entropy.length] = Sha256.hash(entropy)[0];
    int words = entropy.length * 3 / 4;
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < words; i++) {
      int number = 0;
      for (int bit = i * WORD_BITS; bit < (i + 1) * WORD_BITS; bit++) {
        number = (number << 1) | ((bits[bit / 8] >> (7 - bit % 8)) & 1);
      }
      text.add(language.words().get(number));
    }
    Arrays.fill(bits, (byte) 0);
    return text.toString();
  }

  /** The 64-byte seed of the text exactly as it is, white space included; no passphrase. */
  public static byte[] seed(String mnemonic) {
    byte[] password = mnemonic.getBytes(StandardCharsets.UTF_8);
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
    generator.init(password, SALT, ROUNDS);
    byte[] seed = ((KeyParameter) generator.generateDerivedMacParameters(SEED_BITS)).getKey();
    Arrays.fill(password, (byte) 0);
    return seed;
  }

  /** The root key of a mnemonic. */
  public static XPrv rootKey(String mnemonic) {
    byte[] seed = seed(mnemonic);
    XPrv key = XPrv.root(seed);
    Arrays.fill(seed, (byte) 0);
    return key;
  }

  /**
   * The first check of an import.
   *
   * @throws MnemonicException {@code mnemonic length error} unless there are twelve words
   */
  public static void requireImportLength(String mnemonic) throws MnemonicException {
    if (fields(mnemonic).size() != IMPORTED_WORDS) {
      throw new MnemonicException("mnemonic length error");
    }
  }

  /**
   * The last check of an import. The checksum is not part of it: any listed words make a key, see
   * {@link #hasValidChecksum}.
   *
   * @throws MnemonicException {@code Invalid menomic}, spelled as clients know it, if a word is not
   *     in the list
   */
  public static void requireKnownWords(String mnemonic, MnemonicLanguage language)
      throws MnemonicException {
    for (String word : fields(mnemonic)) {
      if (language.number(word) == null) {
        throw new MnemonicException("Invalid menomic");
      }
    }
  }

  /** Whether these are 12, 15, 18, 21 or 24 listed words whose last bits fit the others. */
  public static boolean hasValidChecksum(String mnemonic, MnemonicLanguage language) {
    List<String> words = fields(mnemonic);
    if (words.size() < 12 || words.size() > 24 || words.size() % 3 != 0) {
      return false;
    }
    byte[] bits = new byte[words.size() * 4 / 3 + 1];
    for (int i = 0; i < words.size(); i++) {
      Integer number = language.number(words.get(i));
      if (number == null) {
        return false;
      }
      for (int k = 0; k < WORD_BITS; k++) {
        int bit = i * WORD_BITS + k;
        bits[bit / 8] |= (byte) (((number >> (WORD_BITS - 1 - k)) & 1) << (7 - bit % 8));
      }
    }
    byte[] entropy = Arrays.copyOf(bits, bits.length - 1);
    String right = encode(entropy, language);
    Arrays.fill(bits, (byte) 0);
    Arrays.fill(entropy, (byte) 0);
    return right.equals(String.join(" ", words));
  }

  private static List<String> fields(String text) {
    return Arrays.stream(text.split("\\p{IsWhite_Space}+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
