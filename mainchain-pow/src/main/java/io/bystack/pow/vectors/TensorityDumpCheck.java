package io.bystack.pow.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.pow.tensority.KernelChoice;
import io.bystack.pow.tensority.MatrixChain;
import io.bystack.pow.tensority.MatrixDigest;
import io.bystack.pow.tensority.MatrixKernel;
import io.bystack.pow.tensority.SeedExpansion;
import io.bystack.pow.tensority.Tensority;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Every intermediate value of one Tensority hash: each value of the dump is a row of its own. The
 * products are checked with every kernel this runtime has.
 */
final class TensorityDumpCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.matches("tensority_dump_\\d+\\.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report)
      throws IOException, NoSuchAlgorithmException {
    JsonNode dump = file.json();
    Hash seed = Hash.fromHex(dump.path("seed").asText());
    expect(report, dump, "ext_seed", hex(SeedExpansion.extendedSeed(seed)));
    byte[] cache = new byte[SeedExpansion.PASSES * SeedExpansion.PASS_BYTES];
    byte[] matrices = new byte[MatrixKernel.MATRICES * MatrixKernel.MATRIX_BYTES];
    expand(seed, cache, matrices);
    checkCache(dump, cache, report);
    checkMatrices(dump, matrices, report);
    for (MatrixKernel kernel : KernelChoice.candidates()) {
      byte[] packed = new byte[matrices.length];
      byte[] one = new byte[MatrixKernel.MATRIX_BYTES];
      for (int m = 0; m < MatrixKernel.MATRICES; m++) {
        System.arraycopy(matrices, m * one.length, one, 0, one.length);
        kernel.pack(one, packed, m * one.length);
      }
      checkProducts(dump, kernel, packed, report);
    }
  }

  private static void expand(Hash seed, byte[] cache, byte[] matrices) {
    SeedExpansion expansion = new SeedExpansion(seed);
    byte[] one = new byte[MatrixKernel.MATRIX_BYTES];
    for (int pass = 0; pass < SeedExpansion.PASSES; pass++) {
      expansion.nextPass();
      byte[] rows = expansion.pass();
      System.arraycopy(rows, 0, cache, pass * SeedExpansion.PASS_BYTES, rows.length);
      for (int odd = 0; odd < 2; odd++) {
        expansion.matrix(odd, one);
        System.arraycopy(one, 0, matrices, (2 * pass + odd) * one.length, one.length);
      }
    }
  }

  private static void checkCache(JsonNode dump, byte[] cache, VectorReport report)
      throws NoSuchAlgorithmException {
    int pass = SeedExpansion.PASS_BYTES;
    report.expect("cache", "cache_bytes_len", dump.path("cache_bytes_len").asInt(), cache.length);
    expect(report, dump, "cache_sha3_256", Sha3.sha3(cache).toHex());
    expect(report, dump, "cache_sha2_256", hex(sha256(cache)));
    expect(report, dump, "cache_first_256_bytes", hex(cache, 0, 256));
    expect(report, dump, "cache_last_128_bytes", hex(cache, cache.length - 128, 128));
    expect(report, dump, "cache_round1_first_128_bytes", hex(cache, pass, 128));
    JsonNode hashes = dump.path("cache_round_sha3_256");
    for (int i = 0; i < SeedExpansion.PASSES; i++) {
      String actual = Sha3.sha3(cache, i * pass, pass).toHex();
      report.expect("pass " + i, "cache_round_sha3_256", hashes.path(i).asText(), actual);
    }
  }

  private static void checkMatrices(JsonNode dump, byte[] matrices, VectorReport report) {
    int size = MatrixKernel.MATRIX_BYTES;
    expect(report, dump, "matlist_sha3_256", Sha3.sha3(matrices).toHex());
    expect(report, dump, "matrix0_row0", hex(matrices, 0, 256));
    expect(report, dump, "matrix0_row1", hex(matrices, 256, 256));
    expect(report, dump, "matrix1_row0", hex(matrices, size, 256));
    expect(report, dump, "matrix255_row255", hex(matrices, 256 * size - 256, 256));
    JsonNode hashes = dump.path("matrix_sha3_256");
    for (int m = 0; m < MatrixKernel.MATRICES; m++) {
      String actual = Sha3.sha3(matrices, m * size, size).toHex();
      report.expect("matrix " + m, "matrix_sha3_256", hashes.path(m).asText(), actual);
    }
  }

  private static void checkProducts(
      JsonNode dump, MatrixKernel kernel, byte[] packed, VectorReport report) {
    byte[] header = Bytes.fromHex(dump.path("header_hash").asText()).toArray();
    List<byte[]> products = new ArrayList<>();
    for (JsonNode group : dump.path("groups")) {
      products.add(checkGroup(group, header, kernel.chain(packed, 0, MatrixKernel.SIZE), report));
    }
    byte[] sum = MatrixDigest.sum(products);
    expect(report, dump, "sum_matrix_sha3_256", Sha3.sha3(sum).toHex());
    expect(report, dump, "sum_matrix_row0", hex(sum, 0, 256));
    expect(report, dump, "sum_matrix_row255", hex(sum, sum.length - 256, 256));
    expect(report, dump, "fnv_row", hex(MatrixDigest.fold(sum)));
    expect(report, dump, "pow_hash", MatrixDigest.hash(products).toHex());
  }

  private static byte[] checkGroup(
      JsonNode group, byte[] header, MatrixChain chain, VectorReport report) {
    int k = group.path("group").asInt();
    String label = "group " + k;
    byte[] sequence = Tensority.sequence(header, k);
    String part = hex(header, 8 * k, 8);
    report.expect(label, "group_bytes", group.path("group_bytes").asText(), part);
    report.expect(label, "sequence", group.path("sequence").asText(), hex(sequence));
    byte[] product = new byte[MatrixKernel.MATRIX_BYTES];
    for (JsonNode row : group.path("steps")) {
      int step = row.path("step").asInt();
      int matrix = sequence[step % sequence.length] & 0xff;
      if (step == 0) {
        chain.begin(matrix);
      } else {
        chain.multiply(matrix);
      }
      chain.copyTo(product);
      report.expect(
          label + " step " + step,
          "matrix index, hash and start of the product",
          List.of(
              row.path("matrix_index").asText(),
              row.path("product_sha3_256").asText(),
              row.path("row0_first16").asText()),
          List.of(Integer.toString(matrix), Sha3.sha3(product).toHex(), hex(product, 0, 16)));
    }
    report.expect(label, "final_row0", group.path("final_row0").asText(), hex(product, 0, 256));
    return product;
  }

  private static void expect(VectorReport report, JsonNode dump, String field, String actual) {
    report.expect(field, field, dump.path(field).asText(), actual);
  }

  private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String hex(byte[] bytes, int from, int length) {
    return hex(Arrays.copyOfRange(bytes, from, from + length));
  }
}
