package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.exit.Reason;
import io.bystack.cli.secret.PrivateFile;
import io.bystack.cli.staking.ChainQueries.Owned;
import io.bystack.cli.staking.ChainQueries.Rules;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.KeyFile;
import io.bystack.core.crypto.XPrv;
import io.bystack.dpos.staking.KeyAccount;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vote list|create-key}: what a voter has. */
public final class VoteListCommands {
  private VoteListCommands() {}

  /** Own votes and money. */
  @Command(
      name = "list",
      description = {
        "List an address's votes with the height and time they can be withdrawn at,",
        "and its other BTM."
      },
      footer = {
        "%nExamples:",
        "  bystack vote list sp1qvotersaddress",
        "  bystack vote list sp1qvotersaddress -o csv"
      })
  public static final class All implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private NodeOptions node;

    @Parameters(paramLabel = "ADDRESS", description = "The voter's address.")
    private String address = "";

    @Option(
        names = "--from-height",
        paramLabel = "HEIGHT",
        defaultValue = "0",
        description = "Read the chain from this block on (default: all of it).")
    private long from;

    public All(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      ChainQueries chain = new ChainQueries(node.one(NodeOptions.SIDE_CHAIN), screen);
      Rules rules = chain.rules();
      List<ObjectNode> rows = new ArrayList<>();
      for (Owned owned : chain.owned(rules.program("the address", address), from)) {
        ObjectNode row = ChainQueries.object();
        row.put("id", owned.coin().id().toHex());
        row.put("kind", owned.coin().vote().isPresent() ? "vote" : "coin");
        row.put("node", owned.coin().vote().map(Bytes::toHex).orElse(""));
        row.put("amount", owned.coin().amount());
        row.put("amount_btm", Btm.text(owned.coin().amount()));
        row.put("made_at", owned.height());
        row.put("free_at", owned.spendableFrom());
        boolean free = owned.spendableFrom() <= rules.height() + 1;
        row.put("locked", !free);
        row.put("free_about", free ? "now" : rules.timeOf(owned.spendableFrom()).toString());
        rows.add(row);
      }
      screen.show(
          List.of("kind", "amount_btm", "made_at", "free_at", "free_about", "id", "node"), rows);
      return ExitCode.DONE;
    }
  }

  /** A key for voting. */
  @Command(
      name = "create-key",
      description = {
        "Make a new encrypted key file, of mode 0600, that must not exist, and show its address.",
        "Keep a copy of the file and the password: nothing else leads to the money."
      },
      footer = {"%nExamples:", "  bystack vote create-key --key-file voter.json"})
  public static final class CreateKey implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private NodeOptions node;
    @Mixin private KeyOptions key;

    public CreateKey(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      Rules rules = new ChainQueries(node.one(NodeOptions.SIDE_CHAIN), screen).rules();
      SecureRandom random = new SecureRandom();
      String password = key.password().read("New password", screen.talk());
      if (password.isEmpty()) {
        throw CommandException.usage("the password is empty", "anyone could open the key", "");
      }
      try (XPrv made = XPrv.generate(random)) {
        PrivateFile.write(key.file(), KeyFile.encrypt(made, "voter", password, random).toJson());
        ObjectNode shown = ChainQueries.object();
        shown.put("file", key.file().toString());
        shown.put("address", rules.address(KeyAccount.of(made).program()));
        screen.show(shown);
        return ExitCode.DONE;
      } catch (IOException e) {
        throw CommandException.failed(key.file() + " cannot be written", Reason.of(e), "");
      }
    }
  }
}
