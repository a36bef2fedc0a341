package io.bystack.cli;

/** How a result is written to standard output. The table is always the default. */
public enum OutputFormat {
  /** For people: aligned columns or indented fields. */
  TABLE,
  /** One JSON value, indented. */
  JSON,
  /** Lists: one compact JSON object a line. */
  JSONL,
  /** Lists: comma-separated values with a header line (RFC 4180). */
  CSV
}
