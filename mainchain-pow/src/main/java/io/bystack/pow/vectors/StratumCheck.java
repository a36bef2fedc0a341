package io.bystack.pow.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.consensus.CompactTarget;
import io.bystack.pow.stratum.Job;
import io.bystack.pow.stratum.ShareTarget;
import io.bystack.pow.tensority.FreeCores;
import io.bystack.pow.tensority.KernelChoice;
import io.bystack.pow.tensority.Tensority;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;

/** Share targets, jobs and shares in the dialect of the miners. */
final class StratumCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("stratum.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    JsonNode root = file.json();
    int index = 0;
    for (JsonNode row : root.path("targets")) {
      BigInteger target = ShareTarget.of(row.path("difficulty").asLong());
      report.expect(
          "targets #" + index++,
          "field and target",
          List.of(row.path("target_field").asText(), row.path("exact_target").asText()),
          List.of(ShareTarget.field(target), target.toString(16)));
    }
    index = 0;
    for (JsonNode row : root.path("decode")) {
      String actual = ShareTarget.decode(row.path("target_field").asText()).toString(16);
      report.expect("decode #" + index++, "target", row.path("target").asText(), actual);
    }
    Tensority tensority = new Tensority(KernelChoice.candidates().getLast(), 2, FreeCores.none());
    index = 0;
    for (JsonNode row : root.path("jobs")) {
      checkJob("jobs #" + index++, row, tensority, report);
    }
  }

  private static void checkJob(
      String label, JsonNode row, Tensority tensority, VectorReport report) {
    JsonNode expected = row.path("job");
    Hash seed = Hash.fromHex(row.path("seed").asText());
    BigInteger target = ShareTarget.of(row.path("share_difficulty").asLong());
    long start = row.path("nonce_start").asLong();
    ClassicHeader header = header(expected, row.path("height").asLong());
    Job job = new Job(row.path("job_id").asText(), header.withNonce(start), seed, target);
    ClassicHeader solved =
        header.withNonce(Long.parseUnsignedLong(row.path("submitted_nonce").asText(), 16));
    ClassicHeader padded =
        header.withNonce(Long.parseUnsignedLong(row.path("submitted_nonce_padded").asText(), 16));
    Hash pow = tensority.hash(solved.hash(), seed);
    boolean share = CompactTarget.number(pow).compareTo(target) <= 0;
    report.expect(
        label,
        "job, hash from either nonce, proof of work, share and network target met",
        List.of(
            expected,
            row.path("header_hash").asText(),
            row.path("header_hash").asText(),
            row.path("pow_hash").asText(),
            row.path("meets_share_target").asBoolean(),
            row.path("meets_network_target").asBoolean()),
        List.of(
            job.toJson(),
            solved.hash().toHex(),
            padded.hash().toHex(),
            pow.toHex(),
            share,
            CompactTarget.isMet(pow, solved.bits())));
  }

  private static ClassicHeader header(JsonNode job, long height) {
    BlockRoots roots =
        new BlockRoots(
            Hash.fromHex(job.path("transactions_merkle_root").asText()),
            Hash.fromHex(job.path("transaction_status_hash").asText()));
    HeaderFields fields =
        new HeaderFields(
            littleEndian(job.path("version")),
            height,
            Hash.fromHex(job.path("previous_block_hash").asText()),
            littleEndian(job.path("timestamp")),
            roots);
    return new ClassicHeader(fields, 0, littleEndian(job.path("bits")));
  }

  private static long littleEndian(JsonNode field) {
    return Long.reverseBytes(Long.parseUnsignedLong(field.asText(), 16));
  }
}
