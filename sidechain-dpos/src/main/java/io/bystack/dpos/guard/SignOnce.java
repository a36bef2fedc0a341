package io.bystack.dpos.guard;

import io.bystack.core.bytes.Hash;
import io.bystack.dpos.guard.SigningRecord.Verdict;
import java.io.IOException;

/** Asks whether a block may be signed and remembers it before it answers yes. */
public interface SignOnce {
  /**
   * Reserves a height for a block. If the answer allows it, it is on disk already.
   *
   * @throws IOException if it could not be made durable; nothing may be signed then
   */
  Verdict reserve(long height, Hash block) throws IOException;

  /** What is remembered now. */
  SigningRecord record();
}
