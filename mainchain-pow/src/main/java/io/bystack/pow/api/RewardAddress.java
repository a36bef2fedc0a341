package io.bystack.pow.api;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Address;
import java.io.IOException;
import java.util.Optional;

/**
 * Who is paid for the node's own blocks, and what the operator says in them. Safe for any thread.
 */
public interface RewardAddress {
  /** None: the reward can be taken by anyone. */
  Optional<Address> get();

  /**
   * Blocks made from now on pay to this address, also after a restart.
   *
   * @throws IOException if it cannot be kept for the next start; then nothing changes
   */
  void set(Address address) throws IOException;

  /**
   * Coinbases made from now on carry these bytes behind the height, also after a restart.
   *
   * @param arbitrary at most {@link io.bystack.pow.mining.MiningSettings#ARBITRARY_LIMIT} bytes
   * @throws IOException if they cannot be kept for the next start; then nothing changes
   */
  void setArbitrary(Bytes arbitrary) throws IOException;
}
