package io.bystack.core.api;

/**
 * A refusal the caller can understand. {@link #root()} selects the code (spec/06 §3); the message
 * is the {@code error_detail}: contexts, outermost first, then the root, joined by {@code ": "}.
 */
public final class ApiException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String root;
  private final boolean badRequest;

  private ApiException(String root, String detail, boolean badRequest) {
    super(detail, null, false, false);
    this.root = root;
    this.badRequest = badRequest;
  }

  /**
   * A request field that has not the form it should have: HTTP 400, BTM002 (spec/06 §2.2). The
   * suffix all such answers have is added by the server.
   */
  public static ApiException badRequest(String detail) {
    return new ApiException("", detail, true);
  }

  /** A refusal whose detail is the root text itself. */
  public static ApiException of(String root) {
    return new ApiException(root, root, false);
  }

  /** A refusal with a full detail text that need not end with the root text. */
  public static ApiException withDetail(String root, String detail) {
    return new ApiException(root, detail, false);
  }

  /** The same refusal with {@code context: } before its detail. */
  public ApiException in(String context) {
    return new ApiException(root, context + ": " + getMessage(), badRequest);
  }

  boolean isBadRequest() {
    return badRequest;
  }

  /** The root text, key of the chain's code table. */
  public String root() {
    return root;
  }
}
