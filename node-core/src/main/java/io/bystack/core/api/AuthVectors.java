package io.bystack.core.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** Checks {@code auth.json} of topic {@code api}: which requests pass the access check. */
public final class AuthVectors implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("auth.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    Path folder = Files.createTempDirectory("bystack-tokens");
    Path tokenFile = folder.resolve("tokens.json");
    try {
      AccessTokens tokens = new AccessTokens(tokenFile, InstantSource.system(), new SecureRandom());
      String pair = tokens.create("alice", "").token();
      int index = 0;
      for (JsonNode row : file.json()) {
        checkRow(row, "#" + index++, tokens, pair, report);
      }
    } catch (ApiException e) {
      throw new IllegalStateException(e);
    } finally {
      Files.deleteIfExists(tokenFile);
      Files.delete(folder);
    }
  }

  private static void checkRow(
      JsonNode row, String label, AccessTokens tokens, String pair, VectorReport report)
      throws IOException {
    Authentication check = new Authentication(tokens, row.path("auth_disable").asBoolean());
    String secret = pair.substring(pair.indexOf(':') + 1);
    String header =
        switch (row.path("credentials").asText()) {
          case "none" -> null;
          case "valid" -> basic(pair);
          case "wrong-secret" -> basic("alice:" + "0".repeat(64));
          case "wrong-id" -> basic("bob:" + secret);
          case "empty-secret" -> basic("alice:");
          case "bearer" -> "Bearer " + secret;
          default -> throw new IllegalArgumentException("credentials " + row.path("credentials"));
        };
    Optional<String> refusal =
        check.refusal(
            InetAddress.getByName(row.path("remote_ip").asText()),
            row.path("path").asText(),
            header);
    String expected = row.path("body").path("detail").asText("");
    int expectedStatus = row.path("status").asInt();
    report.expect(
        label,
        "status and detail",
        expectedStatus == 401 ? "401 " + expected : "pass",
        refusal.map(d -> "401 " + d).orElse("pass"));
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
