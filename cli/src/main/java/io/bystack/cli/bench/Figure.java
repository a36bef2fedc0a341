package io.bystack.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One measured number.
 *
 * @param target what it should be, if anything is asked of it
 */
record Figure(String name, double value, String unit, Optional<Target> target) {
  /** The columns of a table of figures. */
  static final List<String> COLUMNS = List.of("figure", "value", "unit", "target", "met");

  /** A bound in the figure's own unit. */
  record Target(boolean atLeast, double bound) {
    boolean isMetBy(double value) {
      return atLeast ? value >= bound : value <= bound;
    }
  }

  static Figure of(String name, double value, String unit) {
    return new Figure(name, value, unit, Optional.empty());
  }

  static Figure atLeast(double bound, String name, double value, String unit) {
    return new Figure(name, value, unit, Optional.of(new Target(true, bound)));
  }

  static Figure atMost(double bound, String name, double value, String unit) {
    return new Figure(name, value, unit, Optional.of(new Target(false, bound)));
  }

  /** Whether it is as it should be; what nothing is asked of is good. */
  boolean isGood() {
    return target.map(t -> t.isMetBy(value)).orElse(true);
  }

  /** For people who wait for the rest. */
  String line() {
    return (name + ": " + text(value) + " " + unit).strip();
  }

  /** A row of the result. */
  ObjectNode row() {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("figure", name);
    row.put("value", text(value));
    row.put("unit", unit);
    row.put("target", target.map(t -> (t.atLeast ? "≥ " : "≤ ") + text(t.bound)).orElse(""));
    row.put("met", target.map(t -> t.isMetBy(value) ? "yes" : "no").orElse(""));
    return row;
  }

  private static String text(double value) {
    double size = Math.abs(value);
    String form = size >= 1000 ? "%,.0f" : size >= 10 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, form, value);
  }
}
