package io.bystack.dpos.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.bystack.core.api.ApiException;
import io.bystack.core.api.Endpoint;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.dpos.ConsensusNodes;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.Slots;
import io.bystack.dpos.guard.SigningRecord;
import io.bystack.dpos.produce.GatePolicy;
import io.bystack.dpos.produce.GateReason;
import io.bystack.dpos.produce.ProducerSnapshot;
import io.bystack.dpos.produce.ProductionGate;
import io.bystack.dpos.produce.SlotResult;
import io.bystack.dpos.staking.Candidate;
import io.bystack.dpos.staking.Candidates;
import io.bystack.dpos.staking.RoundReport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Calls of our own about this node as a producer. */
public record ProducerEndpoints(ConsensusView view, BlockTree tree, Desk desk) {

  /** The producer of this node, as far as it has one; asked from any thread. */
  public interface Desk {
    /** The key's 64-byte extended public key; empty without a key. */
    Optional<Bytes> xpub();

    /** What the gate looks at now. */
    ProducerSnapshot snapshot();

    GatePolicy policy();

    /** What became of the last slot; empty before the first. */
    Optional<SlotResult> lastSlot();

    Optional<SigningRecord> record();

    /** Switches production on or off. */
    void enable(boolean on) throws ApiException;
  }

  record ReasonView(
      @JsonProperty("code") String code,
      @JsonProperty("facts") String facts,
      @JsonProperty("advice") String advice) {
    static ReasonView of(GateReason reason) {
      return new ReasonView(reason.code().name(), reason.facts(), reason.code().advice());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record GuardView(
      @JsonProperty("problem") String problem,
      @JsonProperty("height") Long height,
      @JsonProperty("block") Hash block) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SlotView(
      @JsonProperty("timestamp") long timestamp,
      @JsonProperty("height") long height,
      @JsonProperty("block") Hash block,
      @JsonProperty("reasons") List<ReasonView> reasons) {
    static SlotView of(SlotResult slot) {
      return new SlotView(
          slot.timestamp(),
          slot.height(),
          slot.block().orElse(null),
          slot.reasons().stream().map(ReasonView::of).toList());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StatusView(
      @JsonProperty("key") Bytes xpub,
      @JsonProperty("enabled") boolean enabled,
      @JsonProperty("elected") boolean elected,
      @JsonProperty("producing") boolean producing,
      @JsonProperty("reasons") List<ReasonView> reasons,
      @JsonProperty("guard") GuardView guard,
      @JsonProperty("clock_offset_ms") Long clockOffset,
      @JsonProperty("peers") int peers,
      @JsonProperty("height") long height,
      @JsonProperty("round") long round,
      @JsonProperty("round_ends_at") long roundEnd,
      @JsonProperty("next_slot") Long nextSlot,
      @JsonProperty("place") Integer place,
      @JsonProperty("last_slot") SlotView lastSlot) {}

  record RowView(
      @JsonProperty("key") Bytes xpub,
      @JsonProperty("own") boolean own,
      @JsonProperty("made") long made,
      @JsonProperty("missed") long missed,
      @JsonProperty("unsigned") long unsigned,
      @JsonProperty("earned") long earned) {}

  record ReportRequest(@JsonProperty("end_height") Long end) {}

  record ReportView(
      @JsonProperty("round") long round, @JsonProperty("producers") List<RowView> producers) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/bystack/producer/status",
            StatusView.class,
            "Whether this node produces blocks, and every reason why not.",
            this::status),
        Endpoint.of(
            "/bystack/producer/enable",
            StatusView.class,
            "Switch production on, until the node stops.",
            () -> switched(true)),
        Endpoint.of(
            "/bystack/producer/disable",
            StatusView.class,
            "Switch production off, until the node stops.",
            () -> switched(false)),
        Endpoint.of(
            "/bystack/producer/report",
            ReportRequest.class,
            ReportView.class,
            "Blocks made, slots missed, signatures lacking and neu earned in a round.",
            this::report));
  }

  private StatusView switched(boolean on) throws ApiException {
    desk.enable(on);
    return status();
  }

  private StatusView status() {
    ProducerSnapshot now = desk.snapshot();
    List<GateReason> reasons = ProductionGate.reasons(now, desk.policy());
    Optional<SigningRecord.Signed> last = desk.record().flatMap(SigningRecord::last);
    long height = now.sync().bestHeight();
    long blocks = view.parameters().round().roundVoteBlocks();
    return new StatusView(
        desk.xpub().orElse(null),
        now.operator().enabled(),
        now.operator().elected(),
        reasons.isEmpty(),
        reasons.stream().map(ReasonView::of).toList(),
        new GuardView(
            now.guard().problem().orElse(null),
            last.map(SigningRecord.Signed::height).orElse(null),
            last.flatMap(SigningRecord.Signed::block).orElse(null)),
        now.clocks().offsetMs().orElse(null),
        now.peers().connected(),
        height,
        view.parameters().round().seq(height + 1),
        view.parameters().round().boundary(height) + blocks,
        nextSlot(now),
        place(),
        desk.lastSlot().map(SlotView::of).orElse(null));
  }

  /**
   * The first timestamp from now on that is ours in this round; null without a turn, also where no
   * block can follow because producers cannot be computed.
   */
  private Long nextSlot(ProducerSnapshot now) {
    BlockRef best = view.best();
    try {
      ConsensusNodes nodes = view.nodesAfter(best);
      OptionalInt order = desk.xpub().map(nodes::orderOf).orElse(OptionalInt.empty());
      if (order.isEmpty()) {
        return null;
      }
      Slots slots = view.slotsAfter(best);
      long clock = best.timestamp() - now.clocks().bestAheadMs();
      long from = Math.max(clock, best.timestamp() + slots.blockIntervalMs());
      return slots.next(from, order.getAsInt(), nodes.size());
    } catch (RuleViolation nobody) {
      return null;
    }
  }

  /** The key's place if the election were now; null without votes, or if they have no sum. */
  private Integer place() {
    try {
      return Candidates.now(view).stream()
          .filter(candidate -> desk.xpub().equals(Optional.of(candidate.xpub())))
          .findFirst()
          .map(Candidate::place)
          .orElse(null);
    } catch (RuleViolation overflow) {
      return null;
    }
  }

  private ReportView report(ReportRequest request) throws ApiException {
    try {
      RoundReport report =
          request.end() == null
              ? RoundReport.running(view, tree)
              : RoundReport.ending(requireEnd(request.end()), view, tree);
      return new ReportView(
          report.seq(),
          report.rows().stream()
              .map(row ->
                  new RowView(
                      row.xpub(),
                      desk.xpub().equals(Optional.of(row.xpub())),
                      row.made(),
                      row.missed(),
                      row.unsigned(),
                      row.earned()))
              .toList());
    } catch (RuleViolation e) {
      throw ApiException.of(e.getMessage());
    }
  }

  /** The last height of a round that is complete. */
  private long requireEnd(long end) throws ApiException {
    long blocks = view.parameters().round().roundVoteBlocks();
    long last = view.parameters().round().boundary(view.best().height());
    if (end < blocks || end > last || end % blocks != 0) {
      throw ApiException.badRequest(
          "end_height is %d, must be a multiple of %d up to %d".formatted(end, blocks, last));
    }
    return end;
  }
}
