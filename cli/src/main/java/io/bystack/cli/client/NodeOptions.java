package io.bystack.cli.client;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.config.NetworkProfile;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which running node's APIs a command asks. */
public final class NodeOptions {
  private static final String HERE = "http://127.0.0.1:";

  /** Where a node's main chain answers unless it is configured otherwise. */
  public static final URI MAIN_CHAIN = URI.create(HERE + NetworkProfile.MAIN_API_PORT);

  /** Where a node's side chain answers unless it is configured otherwise. */
  public static final URI SIDE_CHAIN = URI.create(HERE + NetworkProfile.SIDE_API_PORT);

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  @Option(
      names = "--rpc-url",
      split = ",",
      paramLabel = "URL",
      converter = UrlConverter.class,
      description =
          "The node's API (default: "
              + (HERE + NetworkProfile.MAIN_API_PORT)
              + " of the main chain, "
              + (HERE + NetworkProfile.SIDE_API_PORT)
              + " of the side chain).")
  private List<URI> urls = List.of();

  @Mixin private TokenOption token;

  /** Says what is wrong without names of classes. */
  static final class UrlConverter implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      try {
        return new URI(text);
      } catch (URISyntaxException e) {
        throw new TypeConversionException(
            "'" + text + "' is no address of a node's API: http://host:port is expected");
      }
    }
  }

  /** The APIs named, those of both chains if none is. */
  public List<URI> urls() {
    return urls.isEmpty() ? List.of(MAIN_CHAIN, SIDE_CHAIN) : urls;
  }

  /** Whether any API is named. */
  public boolean areGiven() {
    return !urls.isEmpty();
  }

  /** A client of one of the APIs. */
  public NodeClient client(URI url, Duration timeout) {
    return token.client(url, timeout);
  }

  /**
   * A client of the one API that is named.
   *
   * @param standard the API to ask if none is named
   */
  public NodeClient one(URI standard) {
    if (urls.size() > 1) {
      throw CommandException.usage(
          "--rpc-url names " + urls.size() + " addresses", "this command asks one API", "");
    }
    return client(urls.isEmpty() ? standard : urls.getFirst(), TIMEOUT);
  }

  /** What the first API that can be reached answers, of those of both chains if none is named. */
  public <T> T first(Duration timeout, Function<NodeClient, T> question) {
    CommandException unreachable = null;
    for (URI url : urls()) {
      try {
        return question.apply(client(url, timeout));
      } catch (CommandException e) {
        if (e.exitCode() != ExitCode.UNREACHABLE) {
          throw e;
        }
        unreachable = e;
      }
    }
    throw noneAnswers(unreachable);
  }

  /**
   * The error if none of the APIs can be reached.
   *
   * @param last that of the last one
   */
  public CommandException noneAnswers(CommandException last) {
    String all = String.join(" or ", urls().stream().map(URI::toString).toList());
    return new CommandException(
        ExitCode.UNREACHABLE, "no node answers at " + all, last.why(), last.advice());
  }
}
