package io.bystack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.cli.client.MetricFamily;
import io.bystack.cli.client.MetricsPage;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.exit.CommandException;
import io.bystack.config.Configuration;
import io.bystack.config.NodeConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation says of metrics against what a node with both chains shows. */
class MetricsReferenceTest {
  private static final Path DOCS = Path.of("..", "docs");

  @TempDir Path folder;

  /** A producer and a main chain with peers, on free ports. */
  private NodeSettings settings() throws Exception {
    Map<String, String> flags =
        new HashMap<>(Map.of("network", "solonet", "data-dir", folder.toString()));
    for (String chain : List.of("main", "side")) {
      flags.put(chain + ".api.port", "0");
      flags.put(chain + ".p2p.port", "0");
      flags.put(chain + ".p2p.host", "127.0.0.1");
      flags.put(chain + ".store.cache", "8MiB");
      flags.put(chain + ".store.write-buffer", "8MiB");
    }
    NodeSettings read =
        ConfiguredNode.settings(
            NodeConfig.of(Configuration.read(flags, Map.of(), Optional.empty()), folder));
    return new NodeSettings(
        read.dataFolder(), 0, read.chains().stream().map(MetricsReferenceTest::withKey).toList());
  }

  private static NodeSettings.Chain withKey(NodeSettings.Chain chain) {
    return switch (chain) {
      case NodeSettings.Main main -> main;
      case NodeSettings.Side side ->
          new NodeSettings.Side(
              side.name(),
              side.network(),
              side.common(),
              false,
              Optional.empty(),
              new NodeSettings.Keys(Optional.empty(), Optional.empty(), true));
    };
  }

  private List<MetricFamily> families() throws Exception {
    RunningNode node = new RunningNode(settings(), _ -> {});
    node.start();
    try {
      NodeClient client =
          new NodeClient(
              URI.create("http://127.0.0.1:" + node.apiPort("side")),
              Optional.empty(),
              Duration.ofSeconds(20));
      client.call("/net-info");
      try {
        client.call("/not-there");
      } catch (CommandException refused) {
        assertThat(refused).hasMessageContaining("BTM000");
      }
      return MetricFamily.parse(client.page("/metrics"));
    } finally {
      node.close();
    }
  }

  @Test
  void documentationAndAlertsNameWhatThereIs() throws Exception {
    List<MetricFamily> families = families();
    assertThat(families)
        .allSatisfy(family -> {
          assertThat(family.help()).as(family.name()).isNotBlank();
          assertThat(family.samples())
              .as(family.name())
              .allSatisfy(s -> assertThat(s.value()).isNotNaN());
        });
    String page = MetricsPage.of(families);
    Files.writeString(Path.of("target", "metrics.md"), page);
    assertThat(DOCS.resolve("metrics.md"))
        .as("regenerate it: cp cli/target/metrics.md docs/metrics.md")
        .hasContent(page);
    alertsWatchWhatThereIs(
        families.stream().map(MetricFamily::name).collect(Collectors.toCollection(TreeSet::new)));
  }

  private static void alertsWatchWhatThereIs(Set<String> names) throws Exception {
    String rules = Files.readString(DOCS.resolve("alerts.yml"));
    String operations = Files.readString(DOCS.resolve("operations.md"));
    Matcher used = Pattern.compile("\\b(bystack_\\w+)").matcher(rules);
    int count = 0;
    while (used.find()) {
      assertThat(names).as("alerts.yml").contains(used.group(1));
      count++;
    }
    assertThat(count).isGreaterThan(10);
    assertThat(rules.lines().filter(line -> line.contains("- alert: ")).count())
        .as("every rule has a runbook")
        .isEqualTo(rules.lines().filter(line -> line.contains("runbook: ")).count());
    Matcher runbook = Pattern.compile("runbook: docs/operations\\.md#(\\S+)").matcher(rules);
    while (runbook.find()) {
      assertThat(operations.lines().map(MetricsReferenceTest::anchor))
          .as("headings of operations.md")
          .contains(runbook.group(1));
    }
  }

  private static String anchor(String line) {
    return line.startsWith("#")
        ? line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-')
        : "";
  }
}
