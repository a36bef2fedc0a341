package io.bystack.cli.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the API of the node is that has a chain's folder open, written in that folder. */
public final class ApiAddress {
  private static final String FILE = "API";

  private ApiAddress() {}

  static void write(Path folder, String host, int port) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    String reached = address.isAnyLocalAddress() ? "127.0.0.1" : host;
    String named = reached.contains(":") ? "[" + reached + "]" : reached;
    Files.writeString(folder.resolve(FILE), "http://" + named + ":" + port + "\n");
  }

  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }

  /**
   * What is written there; it may be old if that node was killed.
   *
   * @throws IOException if it cannot be read
   */
  public static Optional<URI> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(URI.create(Files.readString(file).strip()))
        : Optional.empty();
  }
}
