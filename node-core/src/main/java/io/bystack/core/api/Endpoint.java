package io.bystack.core.api;

import java.util.Objects;

/**
 * One call of the API: its exact path, the types of request and answer (from which the OpenAPI
 * document is made), and what it does.
 *
 * @param path exact, case-sensitive, with the leading slash
 * @param request record of the request's fields; {@link NoFields} if the body is not looked at
 * @param answer type of {@code data}; {@link NoResult} if the answer has none
 * @param summary one sentence for the OpenAPI document
 */
public record Endpoint<Q, A>(
    String path, Class<Q> request, Class<A> answer, String summary, Handler<Q, A> handler) {

  /** An endpoint without request fields never reads its body. */
  public record NoFields() {}

  /** The answer of a call without result: no {@code data}. */
  public enum NoResult {
    DONE
  }

  /** Runs on a virtual thread; may block. */
  @FunctionalInterface
  public interface Handler<Q, A> {
    A handle(Q request) throws ApiException;
  }

  public Endpoint {
    Objects.requireNonNull(request);
    Objects.requireNonNull(answer);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path must start with /: " + path);
    }
  }

  /** An endpoint with request fields. */
  public static <Q, A> Endpoint<Q, A> of(
      String path, Class<Q> request, Class<A> answer, String summary, Handler<Q, A> handler) {
    return new Endpoint<>(path, request, answer, summary, handler);
  }

  /** An endpoint without request fields. */
  public static <A> Endpoint<NoFields, A> of(
      String path, Class<A> answer, String summary, Source<A> source) {
    return new Endpoint<>(path, NoFields.class, answer, summary, none -> source.get());
  }

  /** Supplies the answer of an endpoint without request fields. */
  @FunctionalInterface
  public interface Source<A> {
    A get() throws ApiException;
  }

  boolean readsBody() {
    return request != NoFields.class;
  }
}
