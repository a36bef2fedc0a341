package io.bystack.cli.testnet;

import io.bystack.cli.node.FederationFile;
import io.bystack.cli.secret.PrivateFile;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.crypto.XPub;
import io.bystack.dpos.Federation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the files of a network: keys, federation, profile, one configuration a node. */
record TestnetFiles(TestnetPlan plan, SecureRandom random) {

  /** Writes everything; nothing of it may be there yet. */
  void write() throws IOException {
    List<XPub> members = new ArrayList<>();
    for (int i = 1; i <= plan.validators(); i++) {
      Files.createDirectories(plan.node(i));
      members.add(writeKeys(i));
    }
    int quorum = 2 * plan.validators() / 3 + 1;
    new FederationFile(members, quorum).write(plan.federation());
    Files.writeString(plan.profile(), profile());
    for (int i = 1; i <= plan.validators(); i++) {
      Files.writeString(plan.config(i), config(i));
    }
    Files.writeString(plan.folder().resolve("README.md"), readme(quorum));
  }

  /** The member's root key, kept apart, and the signing key derived from it. */
  private XPub writeKeys(int node) throws IOException {
    try (XPrv root = XPrv.generate(random);
        XPrv signer = root.derive(Federation.CONSENSUS_PATH)) {
      Path roots = Files.createDirectories(plan.folder().resolve("federation-root-keys"));
      PrivateFile.write(roots.resolve("member" + node + ".txt"), root.toSecretHex());
      PrivateFile.write(plan.node(node).resolve("node_key.txt"), signer.toSecretHex());
      return root.xpub();
    } catch (KeyException e) {
      throw new IOException("a fresh key cannot be derived", e);
    }
  }

  private String profile() {
    TestnetPlan.Rules rules = plan.rules();
    String main =
        plan.mainChain()
            ? """

            [main]
            kind = "pow"
            chain-id = "solonet"
            api.port = %d
            p2p.port = %d
            """
                .formatted(plan.ports().api(0), plan.ports().peer(0))
            : "";
    return """
    # A network of its own. All its nodes need this file with the same rules, and federation.json.

    [side]
    kind = "dpos"
    chain-id = "devnet"
    rules.round-blocks = %d
    rules.blocks-each-node = %d
    rules.vote-lock-blocks = %d
    rules.coinbase-lock-blocks = %d
    rules.subsidy = %d
    api.port = %d
    p2p.port = %d
    %s\
    """
        .formatted(
            rules.roundBlocks(),
            rules.turnBlocks(),
            rules.voteLockBlocks(),
            rules.roundBlocks(),
            rules.subsidy(),
            plan.ports().api(1),
            plan.ports().peer(1),
            main);
  }

  private String config(int node) {
    boolean main = plan.mainChain() && node == 1;
    String others =
        IntStream.rangeClosed(1, plan.validators())
            .filter(other -> other != node)
            .mapToObj(other -> "\"127.0.0.1:" + plan.ports().peer(other) + "\"")
            .collect(Collectors.joining(", "));
    String head =
        """
        # Node %d. Paths are absolute: adapt them and the addresses to run it on another machine.
        network = "%s"
        chains = [%s]
        data-dir = "%s"
        min-free-space = "64MiB"
        store.cache = "32MiB"
        store.write-buffer = "16MiB"

        [side]
        federation-file = "%s"
        producer.key-file = "%s"
        # producer.address = "sp1..."   who is paid for blocks; without one, anyone can take it
        api.port = %d
        p2p.host = "127.0.0.1"
        p2p.port = %d
        p2p.name = "node%d"
        p2p.keep = [%s]
        p2p.max-per-address = 100
        p2p.max-per-subnet = 100
        """
            .formatted(
                node,
                absolute(plan.profile()),
                main ? "\"main\", \"side\"" : "\"side\"",
                absolute(plan.node(node).resolve("data")),
                absolute(plan.federation()),
                absolute(plan.node(node).resolve("node_key.txt")),
                plan.ports().api(node),
                plan.ports().peer(node),
                node,
                others);
    return main
        ? head
            + """

            [main]
            mine.enabled = true
            p2p.host = "127.0.0.1"
            """
        : head;
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString().replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private String readme(int quorum) {
    return """
    # A network of %1$d validators

    Written by `bystack testnet create`. Start each node, in any order:

    ```
    bystack node --config %2$s
    ```

    (and so on to node%1$d). Blocks come every 500 ms as soon as a node runs; they become
    irreversible while more than two thirds of the validators, %3$d of %1$d, run.
    `bystack devnet` does the same with all nodes as children of one process.

    | file | what it is |
    |---|---|
    | network.toml | the network's rules: the same on all nodes |
    | federation.json | the members' public root keys and the quorum; decides the genesis block |
    | federation-root-keys/ | the members' secret root keys: they can let money in; keep them apart |
    | nodeN/node_key.txt | the key node N signs blocks with: on one machine only, ever |
    | nodeN/config.toml | the configuration of node N |
    | nodeN/data | its chain, and the record of what it has signed (side-keys/sign-once) |

    Keys are files of mode 0600. To run the nodes on several machines copy to each machine
    network.toml, federation.json and its own nodeN folder, and put the machines' addresses into
    p2p.keep and p2p.host.
    """
        .formatted(plan.validators(), plan.config(1), quorum);
  }
}
