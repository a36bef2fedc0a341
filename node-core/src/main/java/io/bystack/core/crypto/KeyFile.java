package io.bystack.core.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.KeyFileException.Kind;
import io.bystack.core.hash.Sha3;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key, encrypted with a password, as the network's wallets store it (spec/05 §7.1). Only the
 * ciphertext is authenticated: alias, id and the xpub written in the file are not.
 */
public final class KeyFile {
  /** No key file is longer; measured in characters. */
  public static final int MAX_LENGTH = 64 << 10;

  private static final int VERSION = 1;
  private static final String TYPE = "bytom_kd";
  private static final String CIPHER = "aes-128-ctr";
  private static final int HALF = 16;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ObjectNode content;

  private KeyFile(ObjectNode content) {
    this.content = content;
  }

  /**
   * Reads the text of a key file; nothing is decrypted yet.
   *
   * @throws KeyFileException if it is too long, is not JSON, or a member has a wrong type
   */
  public static KeyFile parse(String text) throws KeyFileException {
    if (text.length() > MAX_LENGTH) {
      throw new KeyFileException(
          Kind.LIMIT,
          "a key file has at most " + MAX_LENGTH + " characters, given " + text.length());
    }
    try {
      if (!(JSON.readTree(text) instanceof ObjectNode content)) {
        throw KeyFileException.format("a key file is a JSON object");
      }
      KeyFile file = new KeyFile(content);
      file.requireTypes();
      return file;
    } catch (JsonProcessingException e) {
      // The parser's own message may quote the file.
      throw KeyFileException.format(
          "a key file is JSON; this one is not from line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
              + " on");
    }
  }

  /** Encrypts a key for a password, with fresh salt, iv and id. */
  public static KeyFile encrypt(XPrv xprv, String alias, String password, SecureRandom random) {
    byte[] salt = random(random, 2 * HALF);
    byte[] iv = random(random, HALF);
    byte[] idBytes = random(random, HALF);
    idBytes[6] = (byte) ((idBytes[6] & 0x0f) | 0x40);
    idBytes[8] = (byte) ((idBytes[8] & 0x3f) | 0x80);
    PasswordDerivation.Scrypt scrypt = PasswordDerivation.Scrypt.standard(Bytes.wrap(salt));
    byte[] derived = derive(scrypt, password);
    byte[] secret = xprv.toSecretBytes();
    byte[] ciphertext = aesCtr(derived, iv, secret);
    Hash mac = mac(derived, ciphertext);
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(derived, (byte) 0);

    ObjectNode content = JSON.createObjectNode();
    ObjectNode crypto = content.putObject("crypto");
    crypto.put("cipher", CIPHER).put("ciphertext", HexFormat.of().formatHex(ciphertext));
    crypto.putObject("cipherparams").put("iv", HexFormat.of().formatHex(iv));
    crypto.put("kdf", "scrypt");
    scrypt.describe(crypto.putObject("kdfparams"));
    crypto.put("mac", mac.toHex());
    content.put("id", uuid(idBytes).toString()).put("type", TYPE).put("version", VERSION);
    content.put("alias", alias).put("xpub", xprv.xpub().toString());
    return new KeyFile(content);
  }

  /**
   * The key.
   *
   * @throws KeyFileException with {@code could not decrypt key with given passphrase} for a wrong
   *     password, or naming what is unsupported, ill-formed or too large, in the order of spec/05
   *     §7.1
   */
  public XPrv decrypt(String password) throws KeyFileException {
    requireSupported("Version", Integer.toString(VERSION), content.path("version").asText("0"));
    requireSupported("Key type", TYPE, text(content, "type"));
    JsonNode crypto = content.path("crypto");
    requireSupported("Cipher", CIPHER, text(crypto, "cipher"));
    byte[] mac = hex(text(crypto, "mac"));
    byte[] iv = hex(text(crypto.path("cipherparams"), "iv"));
    byte[] ciphertext = hex(text(crypto, "ciphertext"));
    PasswordDerivation derivation =
        PasswordDerivation.of(text(crypto, "kdf"), crypto.path("kdfparams"));
    byte[] derived = derive(derivation, password);
    try {
      if (!MessageDigest.isEqual(mac, mac(derived, ciphertext).toArray())) {
        throw new KeyFileException(
            Kind.WRONG_PASSWORD, "could not decrypt key with given passphrase");
      }
      if (iv.length != HALF || ciphertext.length != XPrv.SIZE) {
        throw KeyFileException.format(
            "iv and ciphertext have 16 and 64 bytes, given "
                + iv.length
                + " and "
                + ciphertext.length);
      }
      return XPrv.ofTrusted(aesCtr(derived, iv, ciphertext));
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  /** The file's name for the key, not authenticated. */
  public String alias() {
    return text(content, "alias");
  }

  /**
   * The UUID of the key in lower case, or the empty text if the file has none; not authenticated.
   */
  public String id() {
    String id = text(content, "id");
    return UUID_TEXT.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : "";
  }

  /** The public key as the file states it, 128 hex digits if it is right; not authenticated. */
  public String statedXpub() {
    return text(content, "xpub");
  }

  /** The same encrypted key under another alias. */
  public KeyFile withAlias(String alias) {
    ObjectNode renamed = content.deepCopy();
    renamed.put("alias", alias);
    return new KeyFile(renamed);
  }

  /** The text to store: compact JSON. */
  public String toJson() {
    return content.toString();
  }

  /** The name under which a file is stored that is made at the given time. */
  public String fileName(Instant time) {
    return "UTC--" + TIME.format(time) + "--" + id();
  }

  @Override
  public String toString() {
    return "KeyFile[" + id() + "]";
  }

  private void requireTypes() throws KeyFileException {
    for (String name : new String[] {"id", "type", "alias", "xpub"}) {
      requireText(content, name);
    }
    JsonNode version = content.path("version");
    if (!absent(version) && !version.isIntegralNumber()) {
      throw KeyFileException.format("version must be an integer");
    }
    JsonNode crypto = content.path("crypto");
    requireObject(crypto, "crypto");
    for (String name : new String[] {"cipher", "ciphertext", "kdf", "mac"}) {
      requireText(crypto, name);
    }
    requireObject(crypto.path("cipherparams"), "cipherparams");
    requireText(crypto.path("cipherparams"), "iv");
    requireObject(crypto.path("kdfparams"), "kdfparams");
  }

  private static void requireText(JsonNode parent, String name) throws KeyFileException {
    JsonNode value = parent.path(name);
    if (!absent(value) && !value.isTextual()) {
      throw KeyFileException.format(name + " must be a string");
    }
  }

  private static void requireObject(JsonNode value, String name) throws KeyFileException {
    if (!absent(value) && !value.isObject()) {
      throw KeyFileException.format(name + " must be an object");
    }
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static void requireSupported(String what, String known, String given)
      throws KeyFileException {
    if (!known.equals(given)) {
      throw new KeyFileException(Kind.UNSUPPORTED, what + " not supported: " + given);
    }
  }

  private static String text(JsonNode parent, String name) {
    JsonNode value = parent.path(name);
    return value.isTextual() ? value.textValue() : "";
  }

  /** Hex digits of either case; errors in the words of the network's clients. */
  static byte[] hex(String text) throws KeyFileException {
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        int c = text.getBytes(StandardCharsets.UTF_8)[i] & 0xff;
        throw KeyFileException.format(
            String.format(Locale.ROOT, "encoding/hex: invalid byte: U+%04X '%c'", c, c));
      }
    }
    if (text.length() % 2 != 0) {
      throw KeyFileException.format("encoding/hex: odd length hex string");
    }
    return HexFormat.of().parseHex(text);
  }

  private static byte[] derive(PasswordDerivation derivation, String password) {
    byte[] utf8 = password.getBytes(StandardCharsets.UTF_8);
    byte[] derived = derivation.derive(utf8);
    Arrays.fill(utf8, (byte) 0);
    return derived;
  }

  private static Hash mac(byte[] derived, byte[] ciphertext) {
    return Sha3.sha3(Bytes.copyOf(derived).slice(HALF, 2 * HALF).concat(Bytes.wrap(ciphertext)));
  }

  /** The first half of the derived bytes is the key; the counter is all 128 bits of the iv. */
  private static byte[] aesCtr(byte[] derived, byte[] iv, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(derived, 0, HALF, "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java platform must provide AES in counter mode", e);
    }
  }

  private static byte[] random(SecureRandom random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static UUID uuid(byte[] bytes) {
    Hash padded = Hash.of(Arrays.copyOf(bytes, Hash.SIZE));
    return new UUID(padded.w0(), padded.w1());
  }
}
