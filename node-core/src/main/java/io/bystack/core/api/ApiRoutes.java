package io.bystack.core.api;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.metrics.Metrics;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What one API server answers: its endpoints, pages, code table and notifications. */
public final class ApiRoutes {
  /** A page made when asked for; runs on a virtual thread. */
  public interface Page extends Supplier<Content> {}

  /**
   * Content that is not an envelope.
   *
   * @param frameOptions value of {@code X-Frame-Options}
   */
  public record Content(int status, String type, String frameOptions, Bytes body) {
    /** Text with status 200. */
    public static Content text(String type, String text) {
      return text(200, type, text);
    }

    /** Text with a status. */
    public static Content text(int status, String type, String text) {
      return new Content(status, type, "DENY", Bytes.utf8(text));
    }
  }

  private final Map<String, Endpoint<?, ?>> endpoints = new LinkedHashMap<>();
  private final Map<String, Page> pages = new LinkedHashMap<>();
  private Set<String> lacking = Set.of();
  private final ErrorCodes codes;
  private Notifications notifications;
  private ApiMetrics metrics = new ApiMetrics(Metrics.none());

  /** No routes yet. */
  public ApiRoutes(ErrorCodes codes) {
    this.codes = codes;
  }

  /**
   * Redirects calls that need a wallet to {@code /error}, as a node without one does (spec/06 §1);
   * those that have an endpoint all the same are answered by it.
   */
  public ApiRoutes withoutWallet(Set<String> calls) {
    lacking = Set.copyOf(calls);
    return add(List.of(WalletCalls.error()));
  }

  /** Adds endpoints; a path can be taken once. */
  public ApiRoutes add(Collection<? extends Endpoint<?, ?>> more) {
    for (Endpoint<?, ?> endpoint : more) {
      if (endpoints.putIfAbsent(endpoint.path(), endpoint) != null) {
        throw new IllegalArgumentException("two endpoints at " + endpoint.path());
      }
    }
    return this;
  }

  /** Adds a page at an exact path, or at every path below one that ends with {@code /}. */
  public ApiRoutes addPage(String path, Page page) {
    pages.put(path, page);
    return this;
  }

  /** Has the calls measured, and shows all metrics at {@code /metrics} in Prometheus's form. */
  public ApiRoutes metrics(Metrics source) {
    this.metrics = new ApiMetrics(source);
    return addPage(
        "/metrics", () -> Content.text("text/plain; version=0.0.4; charset=utf-8", source.text()));
  }

  ApiMetrics metrics() {
    return metrics;
  }

  /** Offers notifications at {@code /websocket-subscribe}. */
  public ApiRoutes notifications(Notifications source) {
    this.notifications = source;
    return this;
  }

  Optional<Notifications> notifications() {
    return Optional.ofNullable(notifications);
  }

  Optional<Endpoint<?, ?>> endpoint(String path) {
    return Optional.ofNullable(endpoints.get(path));
  }

  Optional<Page> page(String path) {
    Page exact = pages.get(path);
    if (exact != null) {
      return Optional.of(exact);
    }
    return pages.entrySet().stream()
        .filter(e -> e.getKey().endsWith("/") && path.startsWith(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** All endpoints in the order they were added. */
  public Collection<Endpoint<?, ?>> endpoints() {
    return java.util.Collections.unmodifiableCollection(endpoints.values());
  }

  ErrorCodes codes() {
    return codes;
  }

  /** Whether a path is that of a call this node lacks, since it has no wallet. */
  boolean needsWallet(String path) {
    return lacking.contains(path);
  }
}
