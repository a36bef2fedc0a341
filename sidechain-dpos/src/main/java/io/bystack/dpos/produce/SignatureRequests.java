package io.bystack.dpos.produce;

import io.bystack.core.bytes.Hash;
import java.util.List;

/**
 * Asks peers for the headers of blocks, whose witnesses may hold signatures we lack. What comes
 * goes to {@link io.bystack.dpos.DposRules#receive(io.bystack.dpos.VaporHeader)}.
 */
@FunctionalInterface
public interface SignatureRequests {
  void ask(List<Hash> blocks);
}
