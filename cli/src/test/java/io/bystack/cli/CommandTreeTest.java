package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.cli.exit.ExitCode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandTreeTest {
  @TempDir private Path folder;

  @Test
  void suggestsTheCommandThatWasMeant() {
    Invocation run = Invocation.of("vectros", "x");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean vectors?").doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void suggestsTheOptionThatWasMeant() {
    Invocation run = Invocation.of("vectors", "--outptu=json", "x");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean --output?");
  }

  @Test
  void pointsToTheHelpWhenNothingResembles() {
    Invocation run = Invocation.of("vectors", "--zzzzzzzz");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("See bystack vectors --help.");
    assertThat(run.err().lines().count()).isLessThanOrEqualTo(3);
  }

  @Test
  void helpListsEveryExitCode() {
    Invocation run = Invocation.of("--help");
    assertThat(run.status()).isZero();
    for (ExitCode code : ExitCode.values()) {
      assertThat(run.out()).contains(code.number() + "   " + code.meaning());
    }
  }

  @Test
  void everyCommandHasHelpWithDescriptionAndExamples() {
    assertHelp(CommandTree.create(Invocation.terminal("", new StringWriter(), new StringWriter())));
  }

  private static void assertHelp(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().description()[0])
        .as("the one line that lists of commands show of " + command.getCommandName())
        .endsWith(".");
    String name = command.getCommandSpec().qualifiedName();
    assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
    if (command.getSubcommands().isEmpty()) {
      assertThat(command.getUsageMessage()).as(name).contains("Examples:");
    }
    command.getSubcommands().values().forEach(CommandTreeTest::assertHelp);
  }

  @Test
  void namesWhatIsWrongInWordsOfTheUser() {
    Invocation address = Invocation.of("node", "status", "--rpc-url=127.0.0.1:9888");
    assertThat(address.status()).isEqualTo(2);
    assertThat(address.err())
        .contains("--rpc-url", "127.0.0.1:9888", "http://host:port is expected")
        .doesNotContain("java.");
    Invocation stop = Invocation.of("node", "stop", "--data-dir=" + folder.resolve("typo"));
    assertThat(stop.status()).isEqualTo(2);
    assertThat(stop.err()).contains("there is no folder " + folder.resolve("typo"));
    Invocation restore =
        Invocation.of("db", "backup", "restore", "typo", "--data-dir=" + folder.resolve("data"));
    assertThat(restore.status()).isEqualTo(2);
    assertThat(restore.err()).contains("there is no backup typo");
  }

  @Test
  void unknownDataFileOfVectorsEndsWithADifference() throws IOException {
    Files.writeString(folder.resolve("nobody-knows.json"), "{}");
    Invocation run = Invocation.of("vectors", folder.toString());
    assertThat(run.status()).isEqualTo(8);
    assertThat(run.out()).contains("nobody-knows.json: no check knows a file of this name");
    assertThat(run.out()).endsWith("1 files: 0 passed, 1 failed, 0 skipped\n");
  }

  @Test
  void vectorsOfAMissingOrEmptyFolderIsWrongUsage() {
    assertThat(Invocation.of("vectors", folder.resolve("no").toString()).status()).isEqualTo(2);
    Invocation empty = Invocation.of("vectors", folder.toString());
    assertThat(empty.status()).isEqualTo(2);
    assertThat(empty.err()).contains("no .json or .jsonl file");
  }
}
