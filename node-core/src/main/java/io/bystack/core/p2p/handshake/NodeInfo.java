package io.bystack.core.p2p.handshake;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.NetworkRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node says about itself after authentication (spec/04 §3).
 *
 * @param publicKey the key it claims, in its chain's form: 32 bytes, or the ASCII hex of an xpub
 * @param network its name and, on chains that have one, the 64-bit id of its genesis, else 0
 * @param serviceFlags bit 0 full node, bit 1 fast sync, bit 2 serves light clients
 * @param other further texts; on the main chain the first is the service flags as decimal text
 */
public record NodeInfo(
    Bytes publicKey,
    String moniker,
    NetworkName network,
    String remoteAddress,
    String listenAddress,
    String version,
    long serviceFlags,
    List<String> other) {
  /** Most bytes of an encoded NodeInfo. */
  public static final int MAX_BYTES = 10_240;

  /** Flag of a node that holds whole blocks. */
  public static final long FULL_NODE = 1;

  /** Flag of a node that serves headers and blocks in lists. */
  public static final long FAST_SYNC = 2;

  /** Flag of a node that serves light clients. */
  public static final long LIGHT_SERVICE = 4;

  /** The name of a network and the number that tells apart chains of that name. */
  public record NetworkName(String name, long id) {
    /** For people: a side chain's name alone does not tell its federation. */
    String shown() {
      return id == 0 ? name : name + " with id " + Long.toHexString(id);
    }
  }

  /** What the further text begins with by which a node of one's own network tells its rules. */
  private static final String RULES = "bystack-rules/";

  /** So much is shown of what is different, characters. */
  private static final int MAX_DIFFERENCES = 1_000;

  public NodeInfo {
    other = List.copyOf(other);
  }

  /** The same with rules of a network of one's own; reference nodes read past them. */
  public NodeInfo withRules(NetworkRules rules) {
    List<String> more = new ArrayList<>(other);
    if (rules.own()) {
      more.add(RULES + rules.text());
    }
    return new NodeInfo(
        publicKey, moniker, network, remoteAddress, listenAddress, version, serviceFlags, more);
  }

  /** The rules a node tells; empty if it tells none that can be read. */
  public Optional<NetworkRules> rules() {
    return other.stream()
        .filter(text -> text.startsWith(RULES))
        .findFirst()
        .flatMap(text -> NetworkRules.parse(text.substring(RULES.length())));
  }

  /**
   * In what the rules of {@code theirs} differ from ours; empty if they do not, or one of us tells
   * none.
   */
  public Optional<String> otherRules(NodeInfo theirs) {
    return rules()
        .flatMap(ours -> theirs.rules().map(ours::differences))
        .filter(found -> !found.isEmpty())
        .map(found -> "network rules: " + Printable.of(String.join(", ", found), MAX_DIFFERENCES));
  }

  /** Why a node that says {@code theirs} cannot be our peer (spec/04 §3.1); empty if it can. */
  public Optional<String> incompatibility(NodeInfo theirs) {
    if (!network.equals(theirs.network)) {
      return Optional.of("network " + Printable.of(theirs.network.shown(), 80));
    }
    Optional<NodeVersion> ourVersion = NodeVersion.parse(version);
    Optional<NodeVersion> theirVersion = NodeVersion.parse(theirs.version);
    if (theirVersion.isEmpty()) {
      return Optional.of("malformed version " + Printable.of(theirs.version, 40));
    }
    boolean sameMajor =
        ourVersion.map(v -> v.major().equals(theirVersion.get().major())).orElse(false);
    return sameMajor
        ? otherRules(theirs)
        : Optional.of("major version " + Printable.of(theirs.version, 40));
  }

  /** Whether all bits of {@code flags} are set. */
  public boolean serves(long flags) {
    return (serviceFlags & flags) == flags;
  }
}
