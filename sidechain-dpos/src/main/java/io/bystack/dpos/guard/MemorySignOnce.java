package io.bystack.dpos.guard;

import io.bystack.core.bytes.Hash;
import io.bystack.dpos.guard.SigningRecord.Allowed;
import io.bystack.dpos.guard.SigningRecord.Verdict;

/** A record that is lost with the process: for replaying recorded scripts, never for a producer. */
public final class MemorySignOnce implements SignOnce {
  private SigningRecord record;

  public MemorySignOnce(SigningRecord first) {
    this.record = first;
  }

  @Override
  public synchronized Verdict reserve(long height, Hash block) {
    Verdict verdict = record.sign(height, block);
    if (verdict instanceof Allowed allowed) {
      record = allowed.next();
    }
    return verdict;
  }

  @Override
  public synchronized SigningRecord record() {
    return record;
  }
}
