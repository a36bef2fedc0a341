package io.bystack.dpos.api;

import io.bystack.core.api.BlockEndpoints;
import io.bystack.core.api.Rendering;
import io.bystack.core.api.U64;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.Address;
import io.bystack.core.crypto.AddressException;
import io.bystack.core.model.AssetId;
import io.bystack.core.model.CrossChainOutput;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.VoteOutput;
import java.util.Optional;

/**
 * How the side chain shows transactions (spec/06 §6).
 *
 * @param addressPrefix human-readable part of the network's addresses
 * @param mainAddressPrefix the same for addresses of the main chain in outputs that leave
 */
public record VaporRendering(String addressPrefix, String mainAddressPrefix)
    implements Rendering, BlockEndpoints.Unknown {
  @Override
  public Optional<String> address(Bytes controlProgram) {
    return encoded(addressPrefix, controlProgram);
  }

  @Override
  public Optional<String> foreignAddress(Bytes controlProgram) {
    return encoded(mainAddressPrefix, controlProgram);
  }

  private static Optional<String> encoded(String prefix, Bytes program) {
    try {
      return Optional.of(Address.ofProgram(prefix, program).encode());
    } catch (AddressException e) {
      return Optional.empty();
    }
  }

  @Override
  public Hash coinbaseAsset() {
    return AssetId.BTM.value();
  }

  @Override
  public boolean showsSignData() {
    return false;
  }

  /** Retired outputs have no type, as with the reference. */
  @Override
  public String outputType(TxOutput output) {
    if (output.isRetirement()) {
      return "";
    }
    return switch (output) {
      case IntraChainOutput i -> "control";
      case CrossChainOutput c -> "cross_chain_out";
      case VoteOutput v -> "vote";
      case OriginalOutput o -> throw new IllegalArgumentException("not of this chain: " + o);
    };
  }

  /** Zero where more goes out than comes in. */
  @Override
  public U64 shownFee(long btmIn, long btmOut) {
    return U64.of(Long.compareUnsigned(btmIn, btmOut) < 0 ? 0 : btmIn - btmOut);
  }

  @Override
  public String height(U64 height) {
    return "can't find block in given height: There are no BlockHash with given height " + height;
  }

  @Override
  public String hash(Hash hash) {
    return "There are no blockHeader with given hash " + hash;
  }
}
