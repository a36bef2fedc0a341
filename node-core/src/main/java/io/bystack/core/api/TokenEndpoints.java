package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The calls that manage access tokens (spec/06 §7.12). */
public final class TokenEndpoints {
  record Create(@JsonProperty("id") String id, @JsonProperty("type") String type) {}

  record Check(@JsonProperty("id") String id, @JsonProperty("secret") String secret) {}

  record Delete(@JsonProperty("id") String id) {}

  private TokenEndpoints() {}

  /** The four calls over a list of tokens. */
  public static List<Endpoint<?, ?>> of(AccessTokens tokens) {
    return List.of(
        Endpoint.of(
            "/create-access-token",
            Create.class,
            AccessTokens.Token.class,
            "Creates an access token and shows its secret.",
            r -> tokens.create(text(r.id()), text(r.type()))),
        Endpoint.of(
            "/list-access-tokens",
            List.class,
            "Lists all access tokens with their secrets; from loopback only.",
            tokens::list),
        Endpoint.of(
            "/check-access-token",
            Check.class,
            Endpoint.NoResult.class,
            "Succeeds if the secret belongs to the id.",
            r -> {
              tokens.check(text(r.id()), text(r.secret()));
              return Endpoint.NoResult.DONE;
            }),
        Endpoint.of(
            "/delete-access-token",
            Delete.class,
            Endpoint.NoResult.class,
            "Deletes an access token at once.",
            r -> {
              tokens.delete(text(r.id()));
              return Endpoint.NoResult.DONE;
            }));
  }

  private static String text(String field) {
    return field == null ? "" : field;
  }
}
