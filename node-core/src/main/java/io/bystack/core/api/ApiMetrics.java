package io.bystack.core.api;

import io.bystack.core.metrics.Count;
import io.bystack.core.metrics.Latency;
import io.bystack.core.metrics.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long calls take and how often they are refused, by route. Routes and codes are few: what
 * clients make up is counted together.
 */
final class ApiMetrics {
  static final String OTHER = "other";

  private final Metrics metrics;
  private final Map<String, Latency> latencies = new ConcurrentHashMap<>();
  private final Map<Refusal, Count> refusals = new ConcurrentHashMap<>();

  private record Refusal(String route, String code) {}

  ApiMetrics(Metrics metrics) {
    this.metrics = metrics;
  }

  /** How long the calls of a route take. */
  Latency latency(String route) {
    return latencies.computeIfAbsent(
        route,
        r -> metrics.latency("api_requests", "Time to answer a call of the API.", "route", r));
  }

  /** Counts an answer that is a refusal. */
  void answered(String route, Envelope answer) {
    switch (answer) {
      case Envelope.Success _, Envelope.Done _ -> {}
      case Envelope.Fail fail -> refused(route, fail.code());
      case Envelope.TransportError error -> refused(route, error.code());
    }
  }

  private void refused(String route, String code) {
    refusals
        .computeIfAbsent(
            new Refusal(route, code),
            key ->
                metrics.counter(
                    "api_errors",
                    "Calls of the API that were refused or failed, by the code answered.",
                    "route",
                    key.route(),
                    "code",
                    key.code()))
        .increment();
  }
}
