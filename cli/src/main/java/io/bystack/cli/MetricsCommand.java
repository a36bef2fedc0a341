package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.MetricFamily;
import io.bystack.cli.client.MetricsPage;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.config.Suggestion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a running node measures of itself. */
@Command(
    name = "metrics",
    description =
        "Show what a running node measures of itself, as /metrics gives it to Prometheus.",
    footer = {
      "%nExamples:",
      "  bystack metrics",
      "  bystack metrics height",
      "  bystack metrics bystack_pool_bytes -o json"
    })
final class MetricsCommand implements Callable<ExitCode> {
  private static final String PREFIX = "bystack_";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Terminal terminal;

  @Mixin private NodeOptions node;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Only this one, or all whose name begins so; bystack_ may be left out.")
  private String name = "";

  @Option(names = "--markdown", description = "Print the reference page of all metrics instead.")
  private boolean markdown;

  MetricsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    List<MetricFamily> all = MetricFamily.parse(node.first(TIMEOUT, api -> api.page("/metrics")));
    if (markdown) {
      terminal.out().print(MetricsPage.of(all));
      terminal.out().flush();
      return ExitCode.DONE;
    }
    String prefix = name.startsWith(PREFIX) ? name : PREFIX + name;
    List<MetricFamily> wanted = all.stream().filter(f -> f.name().startsWith(prefix)).toList();
    if (wanted.isEmpty()) {
      List<String> similar =
          Suggestion.similar(prefix, all.stream().map(MetricFamily::name).toList());
      throw CommandException.usage(
          "there is no metric " + name,
          "",
          similar.isEmpty()
              ? "bystack metrics lists all."
              : "Did you mean " + String.join(" or ", similar) + "?");
    }
    terminal.print(
        List.of("name", "labels", "value", "help"),
        wanted.stream().flatMap(f -> f.samples().stream().map(s -> row(f, s))).toList());
    return ExitCode.DONE;
  }

  /** Without zeros behind the point, and without an exponent: 20 is not 2E+1. */
  static BigDecimal plain(double value) {
    BigDecimal stripped = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static ObjectNode row(MetricFamily family, MetricFamily.Sample sample) {
    ObjectNode row = Json.object();
    row.put("name", sample.name());
    row.put(
        "labels",
        String.join(
            " ",
            new TreeMap<>(sample.labels())
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList()));
    if (Double.isFinite(sample.value())) {
      row.put("value", plain(sample.value()));
    } else {
      row.put("value", Double.toString(sample.value()));
    }
    row.put("type", family.type());
    row.put("help", family.help());
    return row;
  }
}
