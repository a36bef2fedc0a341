package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.XPub;
import io.bystack.core.vm.StandardPrograms;
import java.util.List;

/**
 * The programs that peg-ins must satisfy (spec/02 §6.5).
 *
 * @param configured of the configured federation, up to and including the height of the fork
 * @param later of the federation that counts above it
 * @param fork height; {@link ForkHeights#NEVER} if the configured one counts for ever
 */
public record FederationPrograms(Bytes configured, Bytes later, long fork) {
  private static final List<Bytes> PATH =
      List.of(
          Bytes.fromHex("2c000000"),
          Bytes.fromHex("99000000"),
          Bytes.fromHex("01000000"),
          Bytes.fromHex("00000000"),
          Bytes.fromHex("01000000"));

  /** The one key every network of the reference takes above the fork. */
  private static final Bytes BUILT_IN_KEY =
      Bytes.fromHex("81ac3e79a93beb21c5130566e6c6db7971a21fc2ef75d11d8b962fa5e9e4955a");

  /** The programs of a federation given by its root keys, in their order. */
  public static FederationPrograms of(List<XPub> federation, int quorum, long fork) {
    return new FederationPrograms(
        StandardPrograms.payToScript(script(federation, quorum)), builtIn(), fork);
  }

  private static Bytes builtIn() {
    return StandardPrograms.payToScript(StandardPrograms.multisig(List.of(BUILT_IN_KEY), 1));
  }

  /** The multisig script of a federation given by its root keys, in their order. */
  public static Bytes script(List<XPub> federation, int quorum) {
    List<Bytes> keys = federation.stream().map(key -> key.derive(PATH).publicKey()).toList();
    return StandardPrograms.multisig(keys, quorum);
  }

  /** The program for claims in a block. */
  public Bytes at(long height) {
    return height > fork ? later : configured;
  }
}
