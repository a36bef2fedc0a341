package io.bystack.cli;

import io.bystack.cli.exit.CommandException;
import io.bystack.config.ConfigException;
import io.bystack.config.Configuration;
import io.bystack.config.Setting;
import io.bystack.config.Settings;
import io.bystack.config.ValueKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** Every setting as an option of a command, made from the settings themselves. */
public final class ConfigOptions {
  private static final List<String> CHAINS = List.of("main", "side");

  private final Map<String, String> environment;
  private final Map<String, String> flags = new LinkedHashMap<>();
  private String file;

  ConfigOptions(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Adds the options to a command; those of single chains work but are not listed in its help. */
  void addTo(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("--config")
            .paramLabel("FILE")
            .type(String.class)
            .setter(this::setFile)
            .description("The configuration file; default: the variable BYSTACK_CONFIG, or none.")
            .build());
    for (String key : Settings.keys(CHAINS)) {
      Setting setting = Settings.find(key, CHAINS).orElseThrow();
      OptionSpec.Builder option =
          OptionSpec.builder(Setting.optionName(key))
              .paramLabel("VALUE")
              .type(String.class)
              .hidden(!key.equals(setting.key()))
              .description(setting.description().replace("%", "%%"))
              .setter(setter(key));
      if (key.equals("mine.enabled")) {
        option.names("--mine", Setting.optionName(key));
      }
      if (setting.kind() instanceof ValueKind.Flag) {
        option.arity("0..1").fallbackValue("true");
      }
      command.addOption(option.build());
    }
  }

  private <T> T setFile(T value) {
    file = (String) value;
    return value;
  }

  private ISetter setter(String key) {
    return new ISetter() {
      @Override
      public <T> T set(T value) {
        if (value == null) {
          flags.remove(key);
        } else {
          flags.put(key, (String) value);
        }
        return value;
      }
    };
  }

  /** The file that is read, if any. */
  Optional<Path> file() {
    return Optional.ofNullable(file)
        .or(() -> Optional.ofNullable(environment.get("BYSTACK_CONFIG")))
        .map(Path::of);
  }

  /** Reads flags, environment and file; warnings go to standard error. */
  public Configuration read(Terminal terminal) {
    try {
      Configuration configuration = Configuration.read(flags, environment, file());
      configuration.warnings().forEach(w -> terminal.err().println("bystack: warning: " + w));
      return configuration;
    } catch (ConfigException e) {
      throw wrong(e);
    }
  }

  /** The error of a configuration that is wrong: each problem on its line. */
  static CommandException wrong(ConfigException e) {
    return CommandException.usage(
        "the configuration is wrong",
        String.join(System.lineSeparator() + "  ", e.problems()),
        "bystack config default lists every setting.");
  }
}
