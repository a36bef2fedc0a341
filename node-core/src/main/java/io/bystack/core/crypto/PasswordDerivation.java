package io.bystack.core.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.KeyFileException.Kind;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * How a key file makes 32 bytes from a password (spec/05 §7.1). Parameters come from files and are
 * bounded before anything is spent on them.
 */
sealed interface PasswordDerivation {
  int DERIVED_SIZE = 32;

  /** The 32 bytes of a password. */
  byte[] derive(byte[] password);

  /**
   * @param n cost, a power of two
   * @param r block size in units of 128 bytes
   * @param p lanes
   */
  record Scrypt(int n, int r, int p, Bytes salt) implements PasswordDerivation {
    /** 2^18 with r = 8 is the strongest in use; its table has 256 MiB. */
    private static final long MAX_TABLE_BYTES = 256L << 20;

    private static final long MAX_LANE_BYTES = 16L << 20;

    /** Sixteen times the work of the strongest in use. */
    private static final double MAX_WORK = 0x1p25;

    private static final int LARGEST_N_OF_SMALL_BLOCKS = 1 << 15;

    /** What new files use: enough for a file that is read for each signature. */
    static Scrypt standard(Bytes salt) {
      return new Scrypt(4096, 8, 6, salt);
    }

    @Override
    public byte[] derive(byte[] password) {
      return SCrypt.generate(password, salt.toArray(), n, r, p, DERIVED_SIZE);
    }

    void describe(ObjectNode parameters) {
      parameters.put("dklen", DERIVED_SIZE).put("n", n).put("p", p).put("r", r);
      parameters.put("salt", salt.toHex());
    }

    private static Scrypt of(JsonNode parameters) throws KeyFileException {
      Bytes salt = saltOf(parameters);
      long n = number(parameters, "n");
      long r = number(parameters, "r");
      long p = number(parameters, "p");
      if (n <= 1 || Long.bitCount(n) != 1) {
        throw KeyFileException.format("scrypt: N must be > 1 and a power of 2");
      }
      if (r < 1 || p < 1) {
        throw KeyFileException.format("scrypt: r and p must be positive");
      }
      if (n > MAX_TABLE_BYTES
          || r > MAX_LANE_BYTES
          || p > MAX_LANE_BYTES
          || 128 * r * n > MAX_TABLE_BYTES
          || 128 * r * p > MAX_LANE_BYTES
          || (double) n * r * p > MAX_WORK
          || (r == 1 && n > LARGEST_N_OF_SMALL_BLOCKS)) {
        throw new KeyFileException(
            Kind.LIMIT, "scrypt: parameters are too large: n " + n + ", r " + r + ", p " + p);
      }
      return new Scrypt((int) n, (int) r, (int) p, salt);
    }

    @Override
    public String toString() {
      return "Scrypt[n=" + n + ", r=" + r + ", p=" + p + "]";
    }
  }

  /**
   * PBKDF2 with HMAC-SHA256.
   *
   * @param rounds iterations
   */
  record Pbkdf2(int rounds, Bytes salt) implements PasswordDerivation {
    private static final long MAX_ROUNDS = 5_000_000;
    private static final String PRF = "hmac-sha256";

    @Override
    public byte[] derive(byte[] password) {
      PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
      generator.init(password, salt.toArray(), rounds);
      return ((KeyParameter) generator.generateDerivedMacParameters(8 * DERIVED_SIZE)).getKey();
    }

    private static Pbkdf2 of(JsonNode parameters) throws KeyFileException {
      Bytes salt = saltOf(parameters);
      JsonNode prf = parameters.path("prf");
      if (!prf.isTextual()) {
        throw KeyFileException.format("kdfparams.prf must be a string");
      }
      if (!prf.textValue().equals(PRF)) {
        throw new KeyFileException(Kind.UNSUPPORTED, "Unsupported PBKDF2 PRF: " + prf.textValue());
      }
      long rounds = number(parameters, "c");
      if (rounds < 1 || rounds > MAX_ROUNDS) {
        throw new KeyFileException(
            Kind.LIMIT, "pbkdf2: c must be 1 to " + MAX_ROUNDS + ", given " + rounds);
      }
      return new Pbkdf2((int) rounds, salt);
    }

    @Override
    public String toString() {
      return "Pbkdf2[rounds=" + rounds + "]";
    }
  }

  /** The derivation a file asks for. */
  static PasswordDerivation of(String name, JsonNode parameters) throws KeyFileException {
    PasswordDerivation derivation =
        switch (name) {
          case "scrypt" -> Scrypt.of(parameters);
          case "pbkdf2" -> Pbkdf2.of(parameters);
          default -> throw new KeyFileException(Kind.UNSUPPORTED, "Unsupported KDF: " + name);
        };
    // The first 32 bytes of the derivation's stream are used whatever its declared length is.
    if (number(parameters, "dklen") < 1) {
      throw KeyFileException.format("kdfparams.dklen must be positive");
    }
    return derivation;
  }

  private static Bytes saltOf(JsonNode parameters) throws KeyFileException {
    JsonNode salt = parameters.path("salt");
    if (!salt.isTextual()) {
      throw KeyFileException.format("kdfparams.salt must be a string of hex digits");
    }
    return Bytes.wrap(KeyFile.hex(salt.textValue()));
  }

  /** A JSON number, its fraction cut off. */
  private static long number(JsonNode parameters, String name) throws KeyFileException {
    JsonNode number = parameters.path(name);
    if (!number.isNumber()) {
      throw KeyFileException.format("kdfparams." + name + " must be a number");
    }
    return (long) number.doubleValue();
  }
}
