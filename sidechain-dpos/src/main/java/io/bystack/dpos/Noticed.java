package io.bystack.dpos;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import java.util.List;

/** What was noticed about blocks while they were checked, to be told once they are stored. */
final class Noticed {
  private static final int KEPT = 16;

  /** Findings of one block that are told: thousands of them must not flood log and alarms. */
  static final int TOLD = 16;

  private final NodeRole role;
  private final KeyWatch watch;
  private final Recent<Hash, SignatureRules.Checked> signatures = new Recent<>(KEPT);
  private final Recent<Hash, List<StrictRules.Finding>> findings = new Recent<>(KEPT);

  Noticed(NodeRole role, KeyWatch watch) {
    this.role = role;
    this.watch = watch;
  }

  /** The signatures of a header are good. */
  void signatures(Hash block, SignatureRules.Checked checked) {
    signatures.put(block, checked);
  }

  /** A block is good but for what only the strict rules forbid. */
  void findings(Hash block, List<StrictRules.Finding> found) {
    if (!found.isEmpty()) {
      findings.put(block, List.copyOf(found.subList(0, Math.min(found.size(), TOLD))));
    }
  }

  /** The block is stored. */
  void tell(BlockRef ref) {
    signatures
        .get(ref.hash())
        .ifPresent(checked -> {
          checked.added().forEach(role.announcer()::announce);
          checked.second().forEach(s -> watch.doubleSigned(ref, s));
        });
    signatures.remove(ref.hash());
    findings.get(ref.hash()).ifPresent(found -> found.forEach(f -> role.events().alarm(ref, f)));
    findings.remove(ref.hash());
  }
}
