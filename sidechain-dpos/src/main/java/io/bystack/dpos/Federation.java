package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPub;
import io.bystack.core.vm.StandardPrograms;
import java.util.ArrayList;
import java.util.List;

/**
 * The federation of a side chain (spec/07 §1.3): its members sign claims of main-chain outputs with
 * one derived key each, and produce blocks with another as long as nobody is elected. The order of
 * the members counts.
 *
 * @param members root keys
 * @param quorum signatures a claim needs
 */
public record Federation(List<XPub> members, int quorum) {
  /** From a member's root key to the key it signs blocks with. */
  public static final List<Bytes> CONSENSUS_PATH =
      path("ffffffff", "ff000000", "ffffffff", "ff000000", "ff000000");

  /** From a member's root key to the key it signs claims with. */
  public static final List<Bytes> ADDRESS_PATH =
      path("2c000000", "99000000", "01000000", "00000000", "01000000");

  public Federation {
    members = List.copyOf(members);
    if (members.isEmpty() || quorum < 1 || quorum > members.size()) {
      throw new IllegalArgumentException(
          "quorum is %d of %d members, must be between 1 and all of at least one"
              .formatted(quorum, members.size()));
    }
  }

  /**
   * A federation from configured text.
   *
   * @param xpubs 128 hex digits each
   * @throws IllegalArgumentException naming the member that is no key, or a quorum that cannot be
   */
  public static Federation parse(List<String> xpubs, int quorum) {
    List<XPub> members = new ArrayList<>();
    for (int i = 0; i < xpubs.size(); i++) {
      try {
        members.add(XPub.parse(xpubs.get(i)));
      } catch (KeyException e) {
        throw new IllegalArgumentException("xpubs[" + i + "]: " + e.getMessage(), e);
      }
    }
    return new Federation(members, quorum);
  }

  /** What Vapor's networks have if nothing else is configured. */
  public static Federation vaporDefault() {
    return parse(
        List.of(
            "580daf48fa8962100047cb1391da890bb7f2c849fdbc9b368cb4394a4c7cbb09"
                + "77e2e7ebbf055dc0ef90af6a0d2af01ce7ec56b735d016aab597815ec48552e5",
            "f3f6bcf61b65fa9d1566455a5688ca8b395efdc22e654963134b5e5cb0a45d8b"
                + "e522d21abc384a73177a7b9d64eba915fcfe2862d86a508a3c46dc410bdd72ad",
            "53559612f2b7bcada18948b7de39d63947a0e2bd7336d07db1350c54ba574399"
                + "6b84bf9d18ff7a2457e1a5c70ce5013e4a3b62666ddb03294c53051d5f5c70c0",
            "7c88cc58adfc71818b08308d43c29de22460b0ea6895449cbec6e458d7dc09e0"
                + "aea243fa5075ee6621da0d805bd047f6bb207329c5bd2ca3253b172fb323b512"),
        2);
  }

  /** The single signer of claims above the fork of claims (spec/07 §1.4). */
  public static Federation afterCrossInFork() {
    return parse(
        List.of(
            "0f810c52bcd0d44482d63ef6131712b32e08b2a20c5daf134072b870a789623a"
                + "726eb61e4021caa7158fbc6ca99827485c7f60010913a12a810ef7b71b03dacd"),
        1);
  }

  /** The 64-byte keys the members sign blocks with, in their order. */
  public List<Bytes> consensusKeys() {
    return members.stream().map(m -> m.derive(CONSENSUS_PATH).bytes()).toList();
  }

  /** The script a claim is signed for: {@link #quorum} of the members' address keys. */
  public Bytes script() {
    return StandardPrograms.multisig(
        members.stream().map(m -> m.derive(ADDRESS_PATH).publicKey()).toList(), quorum);
  }

  /** The control program of the script: {@code 0020} and its SHA3-256. */
  public Bytes program() {
    return StandardPrograms.payToScript(script());
  }

  private static List<Bytes> path(String... selectors) {
    return List.of(selectors).stream().map(Bytes::fromHex).toList();
  }
}
