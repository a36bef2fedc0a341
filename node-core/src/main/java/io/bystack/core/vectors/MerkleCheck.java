package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.MerkleProof;
import io.bystack.core.model.MerkleTree;
import io.bystack.core.model.TxStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code merkle.json} of the encoding vectors: roots, proofs and tampered proofs. */
public final class MerkleCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("merkle.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    for (Map.Entry<String, JsonNode> table : file.json().properties()) {
      int index = 0;
      for (JsonNode row : table.getValue()) {
        String label = table.getKey() + "[" + index++ + "]";
        switch (table.getKey()) {
          case "tx_roots" -> {
            Hash root = MerkleTree.transactionRoot(Rows.hashes(row, "leaves"));
            report.expect(label, "root", Rows.hash(row, "root"), root);
          }
          case "status_roots" -> {
            TxStatus status = new TxStatus(Rows.booleans(row, "status_fail"));
            report.expect(label, "root", Rows.hash(row, "root"), status.root());
          }
          case "proofs" -> proof(label, row, report);
          case "tampered" -> tampered(label, row, report);
          default -> report.fail(label, "unknown table");
        }
      }
    }
  }

  private record ProofOutcome(
      MerkleProof proof, List<Hash> status, Roots roots, boolean txValid, boolean statusValid) {}

  private record Roots(Hash tx, Hash status) {}

  private static void proof(String label, JsonNode row, VectorReport report) {
    MerkleProof recorded =
        new MerkleProof(Rows.hashes(row, "tx_hashes"), Rows.numbers(row, "flags"));
    ProofOutcome expected =
        new ProofOutcome(
            recorded,
            Rows.hashes(row, "status_hashes"),
            new Roots(Rows.hash(row, "tx_root"), Rows.hash(row, "status_root")),
            row.path("tx_proof_valid").booleanValue(),
            row.path("status_proof_valid").booleanValue());
    List<Hash> ids = Rows.hashes(row, "tx_ids");
    List<Hash> related = Rows.hashes(row, "related_tx_ids");
    TxStatus status = new TxStatus(Rows.booleans(row, "status_fail"));
    MerkleProof made = MerkleProof.ofTransactions(ids, related);
    List<Hash> statusHashes = made.statusHashes(status);
    Roots roots = new Roots(MerkleTree.transactionRoot(ids), status.root());
    ProofOutcome actual =
        new ProofOutcome(
            made,
            statusHashes,
            roots,
            made.verifyTransactions(related, roots.tx),
            made.verifyStatus(
                statusHashes, Rows.booleans(row, "related_status_fail"), roots.status));
    if (actual.txValid && !made.verifyTransactionsStrictly(related, roots.tx)) {
      report.fail(label, "the strict verifier refuses an honest proof");
    } else {
      report.expect(label, "proof", expected, actual);
    }
  }

  private static void tampered(String label, JsonNode row, VectorReport report) {
    MerkleProof proof = new MerkleProof(Rows.hashes(row, "tx_hashes"), Rows.numbers(row, "flags"));
    boolean valid =
        proof.verifyTransactions(Rows.hashes(row, "related_tx_ids"), Rows.hash(row, "tx_root"));
    report.expect(label, "valid", row.path("valid").booleanValue(), valid);
  }
}
