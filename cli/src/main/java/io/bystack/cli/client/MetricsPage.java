package io.bystack.cli.client;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The page of the documentation about metrics, made from what a node shows. */
public final class MetricsPage {
  private static final String HEAD =
      """
      # Metrics

      <!-- Generated from a running node by `bystack metrics --markdown`. -->

      Every API port shows the metrics of the whole process at `/metrics`, in Prometheus's text
      form; ask one port of a process, not all. The page is as open as the API: without a token
      from this machine, with one from elsewhere. `bystack metrics [NAME]` shows the same for
      people and scripts.

      Rules that watch them are in [alerts.yml](alerts.yml); what to do when one fires is in
      [operations.md](operations.md#alerts). Names, types and labels are a promise: a change is in
      the changelog.

      A summary has `_count` and `_sum` (seconds), and the quantiles 0.5 and 0.99 of the last five
      minutes. The highest value of the last minutes is a gauge of its own with `_max`.

      | name | type | labels | what it is |
      |---|---|---|---|
      """;

  private MetricsPage() {}

  /** The page; metrics without a value are left out. */
  public static String of(List<MetricFamily> families) {
    StringBuilder page = new StringBuilder(HEAD);
    families.stream()
        .sorted(Comparator.comparing(MetricFamily::name))
        .filter(family -> !family.samples().isEmpty())
        .forEach(family -> page.append(line(family)));
    return page.toString();
  }

  private static String line(MetricFamily family) {
    TreeSet<String> labels = new TreeSet<>();
    family.samples().forEach(sample -> labels.addAll(sample.labels().keySet()));
    labels.remove("quantile");
    return "| `%s` | %s | %s | %s |\n"
        .formatted(family.name(), family.type(), String.join(", ", labels), family.help());
  }
}
