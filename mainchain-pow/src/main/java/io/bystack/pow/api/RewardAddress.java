package io.bystack.pow.api;

import io.bystack.core.crypto.Address;
import java.io.IOException;
import java.util.Optional;

/** Who is paid for the node's own blocks. Safe for any thread. */
public interface RewardAddress {
  /** None: the reward can be taken by anyone. */
  Optional<Address> get();

  /**
   * Blocks made from now on pay to this address, also after a restart.
   *
   * @throws IOException if it cannot be kept for the next start; then nothing changes
   */
  void set(Address address) throws IOException;
}
