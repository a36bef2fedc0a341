package io.bystack.pow.api;

import io.bystack.core.api.BlockEndpoints;
import io.bystack.core.api.Rendering;
import io.bystack.core.api.U64;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.Address;
import io.bystack.core.crypto.AddressException;
import io.bystack.core.model.TxOutput;
import java.util.Optional;

/**
 * How the main chain shows transactions (spec/06 §6).
 *
 * @param addressPrefix human-readable part of the network's addresses
 */
public record ClassicRendering(String addressPrefix) implements Rendering, BlockEndpoints.Unknown {
  @Override
  public Optional<String> address(Bytes controlProgram) {
    try {
      return Optional.of(Address.ofProgram(addressPrefix, controlProgram).encode());
    } catch (AddressException e) {
      return Optional.empty();
    }
  }

  /** Nothing on the main chain leaves for another chain by an output of its own kind. */
  @Override
  public Optional<String> foreignAddress(Bytes controlProgram) {
    return Optional.empty();
  }

  @Override
  public Hash coinbaseAsset() {
    return Hash.ZERO;
  }

  @Override
  public boolean showsSignData() {
    return true;
  }

  @Override
  public String outputType(TxOutput output) {
    return output.isRetirement() ? "retire" : "control";
  }

  /** The difference as an unsigned number: it wraps where more goes out than comes in. */
  @Override
  public U64 shownFee(long btmIn, long btmOut) {
    return U64.of(btmIn - btmOut);
  }

  @Override
  public String height(U64 height) {
    return "can't find block in given height";
  }

  @Override
  public String hash(Hash hash) {
    return "There are no block with given hash " + hash;
  }
}
