package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.config.Setting;
import io.bystack.config.Settings;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the pages for users say against the commands, options and settings there are. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..");

  /** Names of chains that the pages use in their examples. */
  private static final List<String> CHAINS = List.of("main", "side", "games");

  /** Variables that the launcher and the command line read beside the settings. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of("BYSTACK_CONFIG", "BYSTACK_JAVA_HOME", "BYSTACK_JAVA_OPTS", "BYSTACK_REBUILD");

  /** Options of other programs. */
  private static final Set<String> OTHERS_OPTIONS = Set.of("--enable-native-access");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\n(.*?)^ *```$");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern COMMAND =
      Pattern.compile("^ *(?:\\$ )?(?:[A-Z_]+=\\S+ )*(?:\\./)?bystack (.*)$");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");
  private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z][A-Z_]+|N");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Pattern EXPLANATION = Pattern.compile("\\s#.*$|\\s{2,}\\S.*$|\\s>\\s.*$");
  private static final Pattern KEY = Pattern.compile("[a-z0-9]+(\\.[a-z][a-z0-9-]*)+");
  private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^([a-z0-9.-]+) = ");
  private static final Pattern SECTION = Pattern.compile("^\\[([a-z0-9.]+)]$");
  private static final Pattern VARIABLE = Pattern.compile("BYSTACK_[A-Z0-9_]*[A-Z0-9]");
  private static final Pattern LINK = Pattern.compile("]\\(([^)]*)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** A page and the part of it that is looked at. */
  private record Found(Path page, String text) {
    @Override
    public String toString() {
      return page.getFileName() + ": " + text;
    }
  }

  private final CommandLine tree =
      CommandTree.create(Invocation.terminal("", new StringWriter(), new StringWriter()));

  /** The pages for users: those below docs, and those beside it. */
  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    assertThat(pages).hasSizeGreaterThan(10);
    return pages;
  }

  private static List<Found> found(Pattern pattern, int group) throws IOException {
    List<Found> all = new ArrayList<>();
    for (Path page : pages()) {
      pattern
          .matcher(Files.readString(page))
          .results()
          .map(match -> new Found(page, match.group(group)))
          .forEach(all::add);
    }
    return all;
  }

  /** Code within running text: blocks of code do not count. */
  private static List<Found> spans() throws IOException {
    List<Found> all = new ArrayList<>();
    for (Path page : pages()) {
      SPAN.matcher(BLOCK.matcher(Files.readString(page)).replaceAll(""))
          .results()
          .map(match -> new Found(page, match.group(1).replaceAll("\\s+", " ")))
          .forEach(all::add);
    }
    return all;
  }

  /** Command lines in blocks, lines that end with a backslash joined with the next. */
  private static List<Found> commandLines() throws IOException {
    List<Found> lines = new ArrayList<>();
    for (Found block : found(BLOCK, 2)) {
      for (String line : block.text().replaceAll("\\\\\n\\s*", "").split("\n", -1)) {
        COMMAND
            .matcher(line)
            .results()
            .map(match -> new Found(block.page(), match.group(1)))
            .forEach(lines::add);
      }
    }
    return lines;
  }

  private static String[] words(String line) {
    return WORD.matcher(EXPLANATION.matcher(line).replaceFirst(""))
        .results()
        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
        .map(word -> PLACEHOLDER.matcher(word).matches() ? "1" : word)
        .toArray(String[]::new);
  }

  /** Why a command line does not parse, nothing if it does. */
  private List<String> complaint(String place, String line) {
    try {
      tree.parseArgs(words(line));
      return List.of();
    } catch (CommandLine.ParameterException e) {
      return List.of(place + ": " + e.getMessage());
    }
  }

  @Test
  void everyCommandLineOfThePagesParses() throws IOException {
    List<Found> lines = commandLines();
    assertThat(lines).hasSizeGreaterThan(50);
    assertThat(lines.stream().flatMap(f -> complaint(f.toString(), f.text()).stream())).isEmpty();
  }

  @Test
  void everyExampleOfTheHelpParses() {
    List<String> complaints = new ArrayList<>();
    examples(tree.getCommandSpec(), complaints);
    assertThat(complaints).isEmpty();
  }

  private void examples(CommandSpec command, List<String> complaints) {
    for (String line : String.join("\n", command.usageMessage().footer()).split("\n", -1)) {
      COMMAND
          .matcher(line)
          .results()
          .map(match -> complaint(command.qualifiedName(), match.group(1)))
          .forEach(complaints::addAll);
    }
    command.subcommands().values().forEach(sub -> examples(sub.getCommandSpec(), complaints));
  }

  @Test
  void everyCommandNamedInTheTextExists() throws IOException {
    List<String> complaints = new ArrayList<>();
    for (Found span : spans()) {
      COMMAND
          .matcher(span.text())
          .results()
          .forEach(match -> missing(match).ifPresent(name -> complaints.add(span + ": " + name)));
    }
    assertThat(complaints).isEmpty();
  }

  /** The first word that is neither a command nor behind the last one's name. */
  private Optional<String> missing(MatchResult match) {
    List<CommandLine> here = List.of(tree);
    for (String word : match.group(1).split(" ", -1)) {
      if (!word.matches("[a-z][a-z|-]*") || here.getFirst().getSubcommands().isEmpty()) {
        break;
      }
      List<CommandLine> next = new ArrayList<>();
      for (String name : word.split("\\|", -1)) {
        CommandLine command = here.getFirst().getSubcommands().get(name);
        if (command == null) {
          return Optional.of(name);
        }
        next.add(command);
      }
      here = next;
    }
    return Optional.empty();
  }

  @Test
  void everyOptionNamedInTheTextExists() throws IOException {
    Set<String> known = new HashSet<>(OTHERS_OPTIONS);
    Settings.keys(CHAINS).forEach(key -> known.add(Setting.optionName(key)));
    options(tree.getCommandSpec(), known);
    List<String> unknown = new ArrayList<>();
    for (Found span : spans()) {
      OPTION
          .matcher(span.text())
          .results()
          .filter(match -> !known.contains(match.group()))
          .forEach(match -> unknown.add(span + ": " + match.group()));
    }
    assertThat(unknown).isEmpty();
  }

  private static void options(CommandSpec command, Set<String> known) {
    command.options().forEach(option -> known.addAll(List.of(option.names())));
    command.subcommands().values().forEach(sub -> options(sub.getCommandSpec(), known));
  }

  @Test
  void everySettingNamedInTheTextExists() throws IOException {
    Set<String> groups = new TreeSet<>();
    Settings.all().forEach(s -> groups.add(s.key().replaceFirst("\\..*", "")));
    List<String> unknown = new ArrayList<>();
    for (Found span : spans()) {
      if (span.page().endsWith("architecture.md")) {
        continue; // It names packages.
      }
      String key = span.text().replaceFirst(" = .*", "");
      boolean setting =
          KEY.matcher(key).matches()
              && groups.contains(
                  key.replaceFirst("^(" + String.join("|", CHAINS) + ")\\.", "")
                      .replaceFirst("\\..*", ""));
      if (setting && Settings.find(key, CHAINS).isEmpty() && !isFile(key)) {
        unknown.add(span.toString());
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static boolean isFile(String key) {
    return key.endsWith(".toml") || key.endsWith(".json") || key.endsWith(".md");
  }

  @Test
  void everySettingOfTheExampleFilesExists() throws IOException {
    List<String> unknown = new ArrayList<>();
    int seen = 0;
    for (Found block : tomlBlocks()) {
      String section = "";
      for (String line : block.text().split("\n", -1)) {
        String text = line.strip();
        MatchResult begins = SECTION.matcher(text).results().findFirst().orElse(null);
        MatchResult sets = ASSIGNMENT.matcher(text).results().findFirst().orElse(null);
        if (begins != null) {
          section = begins.group(1) + ".";
        } else if (sets != null) {
          seen++;
          String key = section + sets.group(1);
          if (Settings.find(key, CHAINS).isEmpty() && !isOfProfile(sets.group(1))) {
            unknown.add(block.page().getFileName() + ": " + key);
          }
        }
      }
    }
    assertThat(seen).isGreaterThan(10);
    assertThat(unknown).isEmpty();
  }

  private static List<Found> tomlBlocks() throws IOException {
    List<Found> blocks = new ArrayList<>();
    for (Path page : pages()) {
      BLOCK
          .matcher(Files.readString(page))
          .results()
          .filter(match -> match.group(1).equals("toml"))
          .forEach(match -> blocks.add(new Found(page, match.group(2))));
    }
    return blocks;
  }

  /** What a network's file says beside settings. */
  private static boolean isOfProfile(String key) {
    return key.equals("kind") || key.equals("chain-id") || key.startsWith("rules.");
  }

  @Test
  void everyVariableExists() throws IOException {
    Set<String> known = new HashSet<>(OTHER_VARIABLES);
    Settings.keys(CHAINS).forEach(key -> known.add(Setting.environmentName(key)));
    assertThat(found(VARIABLE, 0)).allMatch(variable -> known.contains(variable.text()));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<Found> broken = new ArrayList<>();
    for (Found link : found(LINK, 1)) {
      if (!link.text().contains("://") && !leadsSomewhere(link)) {
        broken.add(link);
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Found link) throws IOException {
    String[] parts = link.text().split("#", 2);
    Path page = parts[0].isEmpty() ? link.page() : link.page().resolveSibling(parts[0]);
    if (!Files.exists(page)) {
      return false;
    }
    return parts.length < 2
        || HEADING
            .matcher(Files.readString(page))
            .results()
            .map(match -> match.group(1).toLowerCase(Locale.ROOT))
            .map(title -> title.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
            .anyMatch(parts[1]::equals);
  }
}
