package io.bystack.cli.client;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a command shows a node to be let in. */
public final class TokenOption {
  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with an access token, id:secret, if the node's API needs one.")
  private Optional<Path> file = Optional.empty();

  /** A client of an API that shows the token, if one is given. */
  public NodeClient client(URI api, Duration timeout) {
    return new NodeClient(api, file.map(NodeClient::readToken), timeout);
  }
}
