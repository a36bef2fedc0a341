package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.doctor.ClockCheck;
import io.bystack.cli.doctor.DiskCheck;
import io.bystack.cli.doctor.Finding;
import io.bystack.cli.doctor.MachineCheck;
import io.bystack.cli.doctor.PortCheck;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.node.ConfiguredNode;
import io.bystack.config.ConfigException;
import io.bystack.config.NodeConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks whether a node with this configuration will run well on this machine. */
@Command(
    name = "doctor",
    description = {
      "Check configuration, ports, disk, clock, limits and JDK before a node is run.",
      "Ends with 0 if nothing is bad, 1 if something is, 2 if the configuration is wrong."
    },
    footer = {
      "%nExamples:",
      "  bystack node doctor --config node.toml",
      "  bystack node doctor --network testnet -o json"
    })
final class NodeDoctorCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  private final ConfigOptions options;

  @Option(
      names = "--time-server",
      paramLabel = "HOST",
      defaultValue = "pool.ntp.org",
      description = "Whom to ask for the time (default: ${DEFAULT-VALUE}); empty: nobody.")
  private String timeServer = "";

  NodeDoctorCommand(Terminal terminal, ConfigOptions options) {
    this.terminal = terminal;
    this.options = options;
  }

  @Override
  public ExitCode call() {
    NodeConfig config;
    try {
      config = NodeConfig.of(options.read(terminal), Path.of(System.getProperty("user.home")));
    } catch (ConfigException e) {
      throw ConfigOptions.wrong(e);
    }
    ConfiguredNode.check(config);
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            "configuration",
            Finding.State.OK,
            config.network() + ", " + config.chains().size() + " chains",
            ""));
    long stores =
        config.chains().stream()
            .mapToLong(chain -> chain.store().cacheBytes() + chain.store().writeBufferBytes())
            .sum();
    findings.addAll(MachineCheck.run(stores));
    findings.addAll(
        new DiskCheck(config.dataFolder(), config.minFreeSpace(), System::nanoTime).run());
    findings.addAll(PortCheck.run(config.chains()));
    findings.add(ClockCheck.run(timeServer, Clock.systemUTC()));
    terminal.print(
        List.of("check", "state", "found", "advice"),
        findings.stream().map(NodeDoctorCommand::row).toList());
    return findings.stream().anyMatch(f -> f.state() == Finding.State.BAD)
        ? ExitCode.FAILED
        : ExitCode.DONE;
  }

  private static ObjectNode row(Finding finding) {
    return Json.object()
        .put("check", finding.check())
        .put("state", finding.state().name().toLowerCase(Locale.ROOT))
        .put("found", finding.found())
        .put("advice", finding.advice());
  }
}
