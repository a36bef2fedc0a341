package io.bystack.cli.acceptance;

import io.bystack.core.crypto.XPrv;
import io.bystack.dpos.Federation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * The files of a node that produces two side chains of a network of its own, {@code side} and
 * {@code games}.
 */
record TwoSideChains(Path folder, Path network, Path config) {
  private static final String NETWORK =
      """
      [main]
      kind = "pow"
      chain-id = "solonet"
      api.port = 0
      p2p.port = 0

      [side]
      kind = "dpos"
      chain-id = "first"
      api.port = 0
      p2p.port = 0

      [games]
      kind = "dpos"
      chain-id = "second"
      api.port = 0
      p2p.port = 0
      """;

  static TwoSideChains write(Path folder, Path data) throws Exception {
    Path network = folder.resolve("own.toml");
    Files.writeString(network, NETWORK);
    Path config = folder.resolve("node.toml");
    Files.writeString(
        config,
        """
        network = "%s"
        data-dir = "%s"
        chains = ["side", "games"]
        p2p.host = "127.0.0.1"
        """
                .formatted(network, data)
            + keys(folder, "side")
            + keys(folder, "games"));
    return new TwoSideChains(folder, network, config);
  }

  /** A federation of one for a chain, with its signing key. */
  private static String keys(Path folder, String chain) throws Exception {
    Path keys = Files.createDirectories(folder.resolve(chain + "-files"));
    XPrv root = XPrv.generate(new SecureRandom());
    Path key = keys.resolve("node_key.txt");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, root.derive(Federation.CONSENSUS_PATH).toSecretHex());
    Path federation = keys.resolve("federation.json");
    Files.writeString(
        federation, "{\"xpubs\":[\"" + root.xpub().bytes().toHex() + "\"],\"quorum\":1}");
    return "%s.producer.key-file = \"%s\"\n%s.federation-file = \"%s\"\n"
        .formatted(chain, key, chain, federation);
  }
}
