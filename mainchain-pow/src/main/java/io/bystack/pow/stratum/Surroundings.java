package io.bystack.pow.stratum;

import io.bystack.pow.mining.BlockTemplate;
import io.bystack.pow.mining.WorkBoard;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What all connections of a server share. */
record Surroundings(
    StratumOptions options, WorkBoard board, ShareDesk desk, Ledger ledger, InstantSource clock) {

  /** What the server counts and remembers of its peers. */
  record Ledger(
      Admission admission,
      Workers workers,
      AtomicLong lastJobId,
      AtomicReference<Optional<JobText>> lastText) {
    Ledger(StratumOptions options) {
      this(
          new Admission(options.limits()),
          new Workers(),
          new AtomicLong(),
          new AtomicReference<>(Optional.empty()));
    }
  }

  String nextJobId() {
    return Long.toString(ledger.lastJobId.incrementAndGet());
  }

  /** How jobs of a template are written; all sessions ask for the same one after the other. */
  JobText textOf(BlockTemplate template) {
    return ledger
        .lastText
        .updateAndGet(last ->
            last.filter(text -> text.isOf(template)).or(() -> Optional.of(JobText.of(template))))
        .orElseThrow();
  }
}
