package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The access tokens of an API, in one file readable by its owner only (spec/06 §4, §7.12). The file
 * is written beside the old one, synced and renamed, so a crash leaves the old or the new list.
 */
public final class AccessTokens {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int MAX_TOKENS = 10_000;

  /** A token as the API shows it: {@code token} is {@code <id>:<64 hex digits>}. */
  @JsonPropertyOrder({"id", "token", "type", "created_at"})
  public record Token(
      @JsonProperty("id") String id,
      @JsonProperty("token") String token,
      @JsonProperty("type") @JsonInclude(JsonInclude.Include.NON_EMPTY) String type,
      @JsonProperty("created_at") String createdAt) {
    @Override
    public String toString() {
      return "Token[" + id + "]";
    }
  }

  private final Path file;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<String, Token> byId = new TreeMap<>();

  /** Opens the list of tokens in the file, which need not exist yet. */
  public AccessTokens(Path file, InstantSource clock, SecureRandom random) throws IOException {
    this.file = file;
    this.clock = clock;
    this.random = random;
    if (Files.exists(file)) {
      List<Token> tokens =
          ApiJson.mapper().readValue(Files.readAllBytes(file), new TypeReference<>() {});
      tokens.forEach(t -> byId.put(t.id(), t));
    }
  }

  /** Makes a token; refuses ids that are not letters, digits, {@code _} or {@code -}, or in use. */
  public synchronized Token create(String id, String type) throws ApiException {
    checkId(id);
    if (byId.containsKey(id)) {
      throw ApiException.of("duplicate access token ID").in("id \"" + id + "\" already in use");
    }
    if (byId.size() >= MAX_TOKENS) {
      throw ApiException.of("the limit of " + MAX_TOKENS + " access tokens is reached");
    }
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    Token token =
        new Token(
            id,
            id + ":" + HexFormat.of().formatHex(secret),
            type,
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                clock.instant().atZone(ZoneId.systemDefault())));
    byId.put(id, token);
    save();
    return token;
  }

  /** All tokens with their secrets, ordered by the bytes of the id. */
  public synchronized List<Token> list() {
    return List.copyOf(byId.values());
  }

  /** Passes if the secret is that of the id, else refuses. */
  public synchronized void check(String id, String secret) throws ApiException {
    checkId(id);
    Token token = byId.get(id);
    if (token == null) {
      throw ApiException.of("nonexisting access token ID")
          .in("check id \"" + id + "\" nonexisting");
    }
    if (!matches(token, secret)) {
      throw ApiException.of("invalid token");
    }
  }

  /** Whether the pair is a token; never says why not. */
  public synchronized boolean isValid(String id, String secret) {
    Token token = byId.get(id);
    return token != null && matches(token, secret);
  }

  /** Deletes a token; takes effect at once. */
  public synchronized void delete(String id) throws ApiException {
    checkId(id);
    if (byId.remove(id) == null) {
      throw ApiException.of("nonexisting access token ID").in("check id \"" + id + "\"");
    }
    save();
  }

  private static boolean matches(Token token, String secret) {
    String expected = token.token().substring(token.id().length() + 1);
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  private static void checkId(String id) throws ApiException {
    if (!ID.matcher(id).matches()) {
      throw ApiException.of("invalid id").in("invalid id \"" + id + "\"");
    }
  }

  private void save() {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.write(java.nio.ByteBuffer.wrap(ApiJson.mapper().writeValueAsBytes(byId.values())));
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel directory =
          FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("access tokens could not be saved", e);
    }
  }
}
