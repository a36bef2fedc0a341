package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.node.FederationFile;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.model.Transaction;
import io.bystack.core.validation.TransactionValidator;
import io.bystack.core.validation.TxVerdict;
import io.bystack.core.validation.ValidationContext;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposParameters;
import io.bystack.dpos.FederationPrograms;
import io.bystack.dpos.VaporTransactionValidator;
import io.bystack.pow.ClassicTransactionValidator;
import io.bystack.pow.ClassicTransactionValidator.Parameters;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Validates a transaction by itself, as a block at a given height would. */
@Command(
    name = "check",
    description = {
      "Validate a transaction by itself: balances, gas, signatures and programs.",
      "Whether what it spends exists is not asked. Ends with 8 if it is not wholly valid."
    },
    footer = {
      "%nExamples:",
      "  bystack tx check --height 600000 --file raw.hex",
      "  bystack tx check --height 5000 --chain side --network solonet -o json 07010001…"
    })
final class TxCheckCommand implements Callable<ExitCode> {
  /** The networks whose rules of transactions are known. */
  enum Network {
    MAINNET,
    TESTNET,
    SOLONET
  }

  private final Terminal terminal;
  @Mixin private Input input;
  @Mixin private ChainOption chain;

  @Option(
      names = "--height",
      paramLabel = "N",
      required = true,
      description = "Height of the block it would be in.")
  private long height;

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      defaultValue = "MAINNET",
      description = "Whose rules: mainnet (default), testnet or solonet.")
  private Network network;

  @Option(
      names = "--federation",
      paramLabel = "FILE",
      description =
          "The side chain's federation.json; needed to check what comes from the main chain.")
  private Optional<Path> federation = Optional.empty();

  @Option(names = "--first", description = "It is the first of its block, as a coinbase must be.")
  private boolean first;

  @Option(
      names = "--strict",
      description = "By the strict rules of networks of our own (main chain).")
  private boolean strict;

  TxCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    ChainOption.Read<Transaction> read =
        chain.read("transaction", input.hex(terminal.in()), LedgerFormat::decodeTransaction);
    Transaction tx = read.value();
    TransactionValidator validator =
        switch (read.chain()) {
          case MAIN ->
              new ClassicTransactionValidator(
                  strict ? Parameters.strict() : Parameters.bytom(), Ed25519.verifier()::verify);
          case SIDE -> sideValidator(tx);
        };
    TxVerdict verdict = validator.validate(tx, new ValidationContext(height, 1, first));
    terminal.print(document(read.chain(), tx, verdict));
    return verdict.valid() ? ExitCode.DONE : ExitCode.DIFFERENCE;
  }

  private TransactionValidator sideValidator(Transaction tx) {
    DposParameters parameters = parameters().parameters();
    long fork = parameters.forks().crossInFork();
    boolean crosses = tx.inputs().stream().anyMatch(CrossChainInput.class::isInstance);
    if (crosses && federation.isEmpty()) {
      throw CommandException.usage(
          "the federation is not known",
          "the transaction brings in what was locked on the main chain, which the federation signs",
          "Give its federation.json with --federation.");
    }
    FederationPrograms programs =
        federation
            .map(file -> FederationFile.read(file).programs(fork))
            .orElseGet(() -> FederationFile.NONE.programs(fork));
    return new VaporTransactionValidator(parameters, programs, Ed25519.verifier()::verify);
  }

  private DposNetwork parameters() {
    return switch (network) {
      case MAINNET -> DposNetwork.mainnet();
      case TESTNET -> DposNetwork.testnet();
      case SOLONET -> DposNetwork.solonet();
    };
  }

  private static ObjectNode document(ChainKind chain, Transaction tx, TxVerdict verdict) {
    ObjectNode node = Json.object();
    node.put("id", tx.id().toString());
    node.put("chain", chain.label());
    node.put(
        "verdict", verdict.valid() ? "valid" : verdict.statusFail() ? "status-fail" : "invalid");
    verdict
        .error()
        .ifPresent(error -> {
          node.put("error", error.name());
          node.put("error_text", error.message());
        });
    ObjectNode gas = node.putObject("gas");
    gas.put("secured", verdict.gasValid());
    gas.put("used", verdict.gasUsed());
    gas.put("left", verdict.gasLeft());
    gas.put("storage", verdict.storageGas());
    node.put("fee_neu", verdict.btmValue());
    node.put("depends_on_height", verdict.heightBound());
    node.set("entries", Json.array(LedgerJson.entries(tx)));
    return node;
  }
}
