package io.bystack.dpos.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.bystack.core.api.Endpoint;
import io.bystack.core.bytes.Hash;
import io.bystack.dpos.WatchedEvents;
import java.util.List;

/** A call of our own: what the chain has raised alarms about. */
public record AlarmEndpoint(WatchedEvents watched) {

  record AlarmView(
      @JsonProperty("kind") String kind,
      @JsonProperty("height") long height,
      @JsonProperty("block") Hash block,
      @JsonProperty("facts") String facts) {
    static AlarmView of(WatchedEvents.Alarm alarm) {
      return new AlarmView(
          alarm.kind().text(), alarm.block().height(), alarm.block().hash(), alarm.facts());
    }
  }

  record AlarmsView(
      @JsonProperty("total") long total, @JsonProperty("alarms") List<AlarmView> alarms) {}

  /** The endpoint. */
  public Endpoint<?, ?> endpoint() {
    return Endpoint.of(
        "/bystack/alarms",
        AlarmsView.class,
        "What of the side chain an operator should look at: the latest since the start.",
        () ->
            new AlarmsView(watched.total(), watched.alarms().stream().map(AlarmView::of).toList()));
  }
}
