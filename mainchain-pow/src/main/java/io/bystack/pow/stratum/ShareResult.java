package io.bystack.pow.stratum;

/** What became of a share. */
enum ShareResult {
  ACCEPTED,
  STALE,
  DUPLICATE,
  LOW_DIFFICULTY,
  INVALID
}
