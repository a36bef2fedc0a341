package io.bystack.cli;

import io.bystack.cli.bench.CoreBenchCommand;
import io.bystack.cli.bench.MainChainBenchCommand;
import io.bystack.cli.bench.SideChainBenchCommand;
import io.bystack.cli.bench.SoakCommand;
import io.bystack.cli.bench.SyncBenchCommand;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.node.DevCommand;
import io.bystack.cli.node.NodeCommand;
import io.bystack.cli.testnet.DevnetCommand;
import io.bystack.cli.testnet.TestnetCreateCommand;
import io.bystack.cli.testnet.TestnetFundCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** All commands and how they hang together. */
final class CommandTree {
  private CommandTree() {}

  /** A command line ready to execute once. */
  static CommandLine create(Terminal terminal) {
    return create(terminal, ProofSource.TENSORITY);
  }

  /** The same with another source of proofs of work. */
  static CommandLine create(Terminal terminal, ProofSource proofs) {
    ErrorPrinter errors = new ErrorPrinter(terminal);
    CommandLine root = new CommandLine(new RootCommand());
    root.addMixin("global", terminal.options());
    // In the order in which people come to need them.
    root.addSubcommand(new DevCommand(terminal.out()));
    root.addSubcommand(new InitCommand(terminal));
    root.addSubcommand(node(terminal));
    root.addSubcommand(config(terminal));
    root.addSubcommand(peer(terminal));
    root.addSubcommand(chain(terminal, proofs));
    root.addSubcommand(mempool(terminal));
    root.addSubcommand(mine(terminal));
    StakingCommands.addTo(root, terminal);
    root.addSubcommand(new MetricsCommand(terminal));
    root.addSubcommand(
        Group.of("log", "Look at a running node's logging.", new LogLevelCommand(terminal)));
    root.addSubcommand(db(terminal));
    root.addSubcommand(tx(terminal));
    root.addSubcommand(
        Group.of(
            "address",
            "Work with addresses.",
            new AddressDecodeCommand(terminal),
            new AddressValidateCommand(terminal)));
    root.addSubcommand(new DevnetCommand(terminal.out()));
    root.addSubcommand(
        Group.of(
            "testnet",
            "Make networks of your own.",
            new TestnetCreateCommand(terminal.out()),
            new TestnetFundCommand(terminal.out())));
    root.addSubcommand(bench(terminal));
    root.addSubcommand(new VectorsCommand(terminal));
    root.addSubcommand(new CompletionCommand(terminal));
    joinSentences(root);
    root.setOut(terminal.out());
    root.setErr(terminal.err());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setAbbreviatedOptionsAllowed(false);
    root.setUsageHelpAutoWidth(true);
    root.setParameterExceptionHandler((e, arguments) -> errors.wrongUsage(e));
    root.setExecutionExceptionHandler((e, command, result) -> errors.failed(e));
    root.setExecutionStrategy(CommandTree::run);
    root.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes());
    return root;
  }

  /** Lists of commands show the first line of a description alone: let it be a sentence. */
  private static void joinSentences(CommandLine command) {
    List<String> sentences = new ArrayList<>();
    boolean open = false;
    for (String line : command.getCommandSpec().usageMessage().description()) {
      sentences.add(open ? sentences.removeLast() + " " + line : line);
      open = !line.endsWith(".");
    }
    command.getCommandSpec().usageMessage().description(sentences.toArray(String[]::new));
    command.getSubcommands().values().forEach(CommandTree::joinSentences);
  }

  private static CommandLine config(Terminal terminal) {
    ConfigOptions options = new ConfigOptions(terminal.environment());
    CommandLine config =
        Group.of(
            "config",
            "Look at the configuration.",
            new ConfigShowCommand(terminal, options),
            new ConfigDiffCommand(terminal, options),
            new ConfigValidateCommand(terminal, options),
            new ConfigDefaultCommand(terminal),
            new ConfigMigrateCommand(terminal));
    for (String name : List.of("show", "diff", "validate")) {
      options.addTo(config.getSubcommands().get(name).getCommandSpec());
    }
    return config;
  }

  private static CommandLine node(Terminal terminal) {
    ConfigOptions options = new ConfigOptions(terminal.environment());
    CommandLine node =
        new CommandLine(new NodeCommand(terminal.out(), () -> options.read(terminal)));
    options.addTo(node.getCommandSpec());
    node.addSubcommand(new NodeStatusCommand(terminal));
    node.addSubcommand(new NodeStopCommand(terminal));
    ConfigOptions doctor = new ConfigOptions(terminal.environment());
    node.addSubcommand(new NodeDoctorCommand(terminal, doctor));
    doctor.addTo(node.getSubcommands().get("doctor").getCommandSpec());
    return node;
  }

  private static CommandLine peer(Terminal terminal) {
    CommandLine peer =
        Group.of(
            "peer",
            "Look at a running node's peers and act on them.",
            new PeerListCommand(terminal),
            new PeerShowCommand(terminal),
            new PeerDialCommand(terminal));
    PeerVerbs.all(terminal).forEach(peer::addSubcommand);
    return peer;
  }

  private static CommandLine chain(Terminal terminal, ProofSource proofs) {
    CommandLine block = new CommandLine(new ChainBlockCommand(terminal));
    block.addSubcommand(new BlockDecodeCommand(terminal));
    return Group.of(
        "chain",
        "Look at a chain's data and work on it.",
        new ChainInfoCommand(terminal),
        new ChainTipCommand(terminal),
        block,
        new ChainForksCommand(terminal),
        new ChainImportCommand(terminal, proofs),
        new ChainExportCommand(terminal),
        new ChainVerifyCommand(terminal, proofs),
        new ChainRewindCommand(terminal),
        new ChainWatchCommand(terminal),
        new ChainFinalityCommand(terminal));
  }

  private static CommandLine mempool(Terminal terminal) {
    return Group.of(
        "mempool",
        "Look at the transactions that wait for a block.",
        new MempoolListCommand(terminal),
        new MempoolShowCommand(terminal),
        new MempoolStatsCommand(terminal),
        new MempoolDropCommand(terminal));
  }

  private static CommandLine mine(Terminal terminal) {
    return Group.of(
        "mine",
        "Mine on the main chain.",
        new MineStartCommand(terminal),
        new MineStopCommand(terminal),
        new MineStatusCommand(terminal),
        Group.of(
            "address",
            "Say where rewards go.",
            new MineAddressShowCommand(terminal),
            new MineAddressSetCommand(terminal)),
        Group.of(
            "work",
            "Raw work for a miner of your own.",
            new MineWorkGetCommand(terminal),
            new MineWorkSubmitCommand(terminal)),
        Group.of(
            "stratum",
            "Look at the pool server for miners.",
            new MineStratumStatusCommand(terminal),
            new MineStratumWorkersCommand(terminal)));
  }

  private static CommandLine db(Terminal terminal) {
    return Group.of(
        "db",
        "Work on a chain's database.",
        new DbStatsCommand(terminal),
        new DbVerifyCommand(terminal),
        new DbRepairCommand(terminal),
        Group.of(
            "backup",
            "Copies of a chain's database, made while it is in use.",
            new DbBackupCreateCommand(terminal),
            new DbBackupListCommand(terminal),
            new DbBackupRestoreCommand(terminal),
            new DbBackupPruneCommand(terminal)),
        Group.of(
            "snapshot",
            "Keep and load the state of a chain.",
            new DbSnapshotCreateCommand(terminal),
            new DbSnapshotLoadCommand(terminal)));
  }

  private static CommandLine tx(Terminal terminal) {
    CommandLine program =
        Group.of(
            "program",
            "Work with the programs that control outputs.",
            new ProgramAssembleCommand(terminal),
            new ProgramDisassembleCommand(terminal),
            new ProgramRunCommand(terminal));
    return Group.of(
        "tx",
        "Work with transactions.",
        new TxDecodeCommand(terminal),
        new TxCheckCommand(terminal),
        program);
  }

  private static CommandLine bench(Terminal terminal) {
    return Group.of(
        "bench",
        "Measure this machine.",
        new CoreBenchCommand(terminal::print, terminal.err()),
        new MainChainBenchCommand(terminal::print, terminal.err()),
        new SideChainBenchCommand(terminal::print, terminal.err()),
        new SyncBenchCommand(terminal::print, terminal.err()),
        new SoakCommand(terminal::print, terminal.err()));
  }

  /** Runs the last command of the line; its result is the exit code. */
  private static int run(CommandLine.ParseResult parsed) {
    int status = new CommandLine.RunLast().execute(parsed);
    CommandLine last = parsed.asCommandLineList().getLast();
    return last.getExecutionResult() instanceof ExitCode code ? code.number() : status;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      meanings.put(" " + code.number(), code.meaning());
    }
    return meanings;
  }
}
