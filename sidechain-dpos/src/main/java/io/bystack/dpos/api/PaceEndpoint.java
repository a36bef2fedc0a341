package io.bystack.dpos.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.bystack.core.api.Endpoint;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.Pace;

/** How fast the chain grows and becomes irreversible: a call of our own. */
public record PaceEndpoint(ConsensusView view, Pace pace) {

  @JsonPropertyOrder({"samples", "median_ms", "p99_ms", "max_ms"})
  record SpreadView(
      @JsonProperty("samples") int samples,
      @JsonProperty("median_ms") long median,
      @JsonProperty("p99_ms") long p99,
      @JsonProperty("max_ms") long max) {
    static SpreadView of(Pace.Spread spread) {
      return new SpreadView(spread.samples(), spread.median(), spread.p99(), spread.max());
    }
  }

  @JsonPropertyOrder({"height", "irreversible_height", "block_interval", "time_to_irreversible"})
  record PaceView(
      @JsonProperty("height") long height,
      @JsonProperty("irreversible_height") long irreversible,
      @JsonProperty("block_interval") SpreadView interval,
      @JsonProperty("time_to_irreversible") SpreadView toIrreversible) {}

  /** The endpoint. */
  public Endpoint<?, ?> endpoint() {
    return Endpoint.of(
        "/bystack/pace",
        PaceView.class,
        "Block interval and time to irreversible of the last blocks that came in time.",
        this::answer);
  }

  private PaceView answer() {
    Pace.Figures figures = pace.figures();
    return new PaceView(
        view.best().height(),
        view.finalBlock().height(),
        SpreadView.of(figures.interval()),
        SpreadView.of(figures.toIrreversible()));
  }
}
