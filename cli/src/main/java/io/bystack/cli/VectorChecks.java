package io.bystack.cli;

import io.bystack.core.api.AuthVectors;
import io.bystack.core.p2p.vectors.PeerVectors;
import io.bystack.core.vectors.CryptoVectors;
import io.bystack.core.vectors.EntriesCheck;
import io.bystack.core.vectors.MerkleCheck;
import io.bystack.core.vectors.PrimitivesCheck;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VmVectors;
import io.bystack.dpos.p2p.DposPeerVectors;
import io.bystack.dpos.vectors.SidechainVectors;
import io.bystack.dpos.vectors.VaporLedgerCheck;
import io.bystack.pow.p2p.PowPeerVectors;
import io.bystack.pow.vectors.ClassicLedgerCheck;
import io.bystack.pow.vectors.PowVectorChecks;
import java.util.List;
import java.util.stream.Stream;

/** The vector checks of every module. */
final class VectorChecks {
  private VectorChecks() {}

  static List<VectorCheck> all() {
    List<VectorCheck> core =
        List.of(
            new PrimitivesCheck(),
            new EntriesCheck(),
            new MerkleCheck(),
            new CryptoVectors(),
            new AuthVectors(),
            new VmVectors());
    List<VectorCheck> ledgers = List.of(new ClassicLedgerCheck(), new VaporLedgerCheck());
    return Stream.of(
            core,
            ledgers,
            PowVectorChecks.all(),
            SidechainVectors.checks(),
            PeerVectors.shared(),
            PowPeerVectors.checks(),
            DposPeerVectors.checks())
        .flatMap(List::stream)
        .toList();
  }
}
