package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.function.Supplier;

/**
 * What orchestrators and monitors ask: {@code /health/live} (the process answers), {@code
 * /health/ready} (it can serve: store writable, not stopping), {@code /health/synced} (its tip is
 * that of the network). Status 200 or 503, with every reason against.
 */
public final class Health {
  /**
   * State of one chain.
   *
   * @param notReady reasons why it cannot serve; empty if it can
   * @param notSynced reasons why its tip may not be the network's; empty if it is
   */
  public record State(List<String> notReady, List<String> notSynced) {
    public State {
      notReady = List.copyOf(notReady);
      notSynced = List.copyOf(notSynced);
    }
  }

  private record Body(
      @JsonProperty("status") String status, @JsonProperty("reasons") List<String> reasons) {}

  private Health() {}

  /** Adds the three pages to the routes. */
  public static void addTo(ApiRoutes routes, Supplier<State> state) {
    routes.addPage("/health/live", () -> page(List.of()));
    routes.addPage("/health/ready", () -> page(state.get().notReady()));
    routes.addPage(
        "/health/synced",
        () -> {
          State now = state.get();
          return page(now.notReady().isEmpty() ? now.notSynced() : now.notReady());
        });
  }

  private static ApiRoutes.Content page(List<String> against) {
    try {
      Body body = new Body(against.isEmpty() ? "up" : "down", against);
      return ApiRoutes.Content.text(
          against.isEmpty() ? 200 : 503,
          "application/json; charset=utf-8",
          ApiJson.mapper().writeValueAsString(body) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
