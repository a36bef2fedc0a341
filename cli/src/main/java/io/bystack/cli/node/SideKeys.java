package io.bystack.cli.node;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.Reason;
import io.bystack.cli.secret.PrivateFile;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPrv;
import io.bystack.dpos.Federation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The files beside a side chain's store that say who we are: {@code node_key.txt} (128 hex digits,
 * the signing key) and {@code federation.json} (the members' root keys and the quorum), both in the
 * form the reference writes them (spec/07 §1.3, §1.5).
 */
record SideKeys(Path folder, Path signingKeyFile, Path federationFile) {
  private static final int KEY_DIGITS = 128;
  private static final String FEDERATION = "federation.json";

  /** The files of a chain: where the settings say, else in the chain's own folder of keys. */
  static SideKeys of(Path folder, NodeSettings.Keys keys) {
    return new SideKeys(
        folder,
        keys.signingKey().orElse(folder.resolve("node_key.txt")),
        keys.federation().orElse(folder.resolve(FEDERATION)));
  }

  Path signOnceFile() {
    return folder.resolve("sign-once");
  }

  /** The signing key, if there is one. Refuses a file that others can read. */
  Optional<XPrv> nodeKey() {
    Path file = signingKeyFile;
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String text = PrivateFile.read(file);
      return Optional.of(XPrv.parse(text.substring(0, Math.min(KEY_DIGITS, text.length()))));
    } catch (IOException e) {
      throw CommandException.usage(file + " cannot be read", Reason.of(e), "");
    } catch (KeyException e) {
      throw CommandException.usage(
          file + " holds no signing key", "128 hex digits are expected", "");
    }
  }

  /** The key peers know the node by: the signing key, else one made for this alone. */
  XPrv peerKey(SecureRandom random) throws IOException {
    Optional<XPrv> signing = nodeKey();
    if (signing.isPresent()) {
      return signing.get();
    }
    Path file = folder.resolve("peer_key.txt");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      try (XPrv fresh = XPrv.generate(random)) {
        PrivateFile.write(file, fresh.toSecretHex());
      }
    }
    return new SideKeys(folder, file, federationFile).nodeKey().orElseThrow();
  }

  /** The configured federation; the network's own if there is no file. */
  Federation federation(Federation otherwise) {
    Path file = federationFile;
    if (!Files.exists(file)) {
      return otherwise;
    }
    FederationFile read = FederationFile.read(file);
    return new Federation(read.members(), read.quorum());
  }

  /**
   * Keeps a copy of a federation that is configured elsewhere with the chain's keys: backups take
   * it along, and commands on the data need not be told of it.
   */
  void keepFederation() throws IOException {
    Path kept = folder.resolve(FEDERATION);
    if (Files.exists(federationFile)
        && (!Files.exists(kept) || Files.mismatch(federationFile, kept) >= 0)) {
      Files.createDirectories(folder);
      Files.copy(federationFile, kept, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes a federation of one with a new key, and this node its signer, unless there are files. */
  void createSolo(SecureRandom random) throws IOException {
    if (Files.exists(federationFile) || Files.exists(signingKeyFile)) {
      return;
    }
    Files.createDirectories(folder);
    try (XPrv root = XPrv.generate(random);
        XPrv signer = root.derive(Federation.CONSENSUS_PATH)) {
      PrivateFile.write(signingKeyFile, signer.toSecretHex());
      ObjectNode json = JsonMapper.builder().build().createObjectNode();
      json.putArray("xpubs").add(root.xpub().bytes().toHex());
      json.put("quorum", 1);
      PrivateFile.write(folder.resolve("federation-root-key.txt"), root.toSecretHex());
      PrivateFile.write(federationFile, json.toPrettyString());
    } catch (KeyException e) {
      throw new IOException("a fresh key cannot be derived", e);
    }
  }
}
