package io.bystack.cli.testnet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.client.TokenOption;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.exit.Reason;
import io.bystack.cli.node.FederationFile;
import io.bystack.cli.secret.PrivateFile;
import io.bystack.cli.staking.Btm;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.Address;
import io.bystack.core.crypto.AddressException;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.IssuanceTerms;
import io.bystack.core.model.Program;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.dpos.Federation;
import io.bystack.dpos.VaporFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bystack testnet fund}: lets the federation bring BTM to an address. */
@Command(
    name = "fund",
    description = {
      "Give BTM to an address of a network made by testnet create or devnet: a claim signed with",
      "the federation's root keys, which are in the network's folder. Nothing is locked for it on",
      "a main chain."
    },
    footer = {
      "%nExamples:",
      "  bystack testnet fund --network-dir devnet --rpc-url http://127.0.0.1:9901 ADDRESS 2000000"
    })
public final class TestnetFundCommand implements Callable<ExitCode> {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final PrintWriter out;

  @Option(
      names = "--network-dir",
      required = true,
      paramLabel = "DIR",
      description = "The network's folder.")
  private Path folder;

  @Option(
      names = "--rpc-url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:9901",
      description = "The API of one of its nodes (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:9901");

  @Mixin private TokenOption token;

  @Parameters(index = "0", paramLabel = "ADDRESS", description = "Who gets it.")
  private String address = "";

  @Parameters(index = "1", paramLabel = "BTM", description = "How much, in BTM.")
  private String amount = "";

  public TestnetFundCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public ExitCode call() {
    long neu = Btm.parse("the amount", amount);
    if (neu == 0) {
      throw CommandException.usage("the amount is 0", "a claim of nothing is refused", "");
    }
    NodeClient client = token.client(url, TIMEOUT);
    String prefix = client.call("/bystack/rules").path("address_prefix").asText();
    FederationFile members = FederationFile.read(folder.resolve("federation.json"));
    Federation federation = new Federation(members.members(), members.quorum());
    try {
      Transaction claim = claim(federation, Address.decode(prefix, address).program(), neu);
      var _ =
          client.call(
              "/submit-transaction",
              JsonNodeFactory.instance.objectNode().put("raw_transaction", claim.toHex()));
      out.println("sent " + claim.id().toHex());
      out.flush();
      return ExitCode.DONE;
    } catch (AddressException e) {
      throw CommandException.usage(address + " is no address here", e.getMessage(), "");
    } catch (KeyException e) {
      throw CommandException.usage(
          "the federation's root keys cannot be used", e.getMessage(), "Check --network-dir.");
    } catch (IOException e) {
      throw CommandException.usage(
          "the federation's root keys cannot be read", Reason.of(e), "Check --network-dir.");
    }
  }

  private Transaction claim(Federation federation, Bytes program, long amount)
      throws KeyException, IOException {
    byte[] deposit = new byte[Hash.SIZE];
    new SecureRandom().nextBytes(deposit);
    AssetAmount value = AssetAmount.btm(amount);
    CrossChainInput input =
        new CrossChainInput(
            SpendCommitment.of(Hash.of(deposit), value, 0, Bytes.EMPTY),
            new IssuanceTerms(Program.of(Bytes.EMPTY), Bytes.EMPTY),
            List.of());
    TxFields unsigned = TxFields.of(List.of(input), List.of(new IntraChainOutput(value, program)));
    Bytes message = VaporFormat.INSTANCE.transaction(unsigned).sigHash(0).toBytes();
    List<Bytes> arguments = new ArrayList<>();
    for (int member = 1; member <= federation.quorum(); member++) {
      Path file = folder.resolve("federation-root-keys").resolve("member" + member + ".txt");
      try (XPrv root = XPrv.parse(PrivateFile.read(file));
          XPrv key = root.derive(Federation.ADDRESS_PATH)) {
        arguments.add(key.sign(message));
      }
    }
    arguments.add(federation.script());
    return VaporFormat.INSTANCE.transaction(unsigned.withArguments(0, arguments));
  }
}
