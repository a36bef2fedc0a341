package io.bystack.pow.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Hash;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.pow.tensority.FreeCores;
import io.bystack.pow.tensority.KernelChoice;
import io.bystack.pow.tensority.MatrixKernel;
import io.bystack.pow.tensority.Tensority;
import java.io.IOException;
import java.util.List;

/**
 * Header hash and seed to proof-of-work hash: every row with the kernel a node would use, and every
 * eighth with the slower ones too.
 */
final class TensorityPairsCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("tensority_pairs.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    List<Tensority> all =
        KernelChoice.candidates().reversed().stream().map(TensorityPairsCheck::tensority).toList();
    int index = 0;
    for (JsonNode row : file.json()) {
      String label = VectorCheck.label(row, index++);
      Hash header = Hash.fromHex(row.path("header_hash").asText());
      Hash seed = Hash.fromHex(row.path("seed").asText());
      String wrong = "";
      String expected = row.path("pow_hash").asText();
      for (Tensority tensority : index % 8 == 1 ? all : all.subList(0, 1)) {
        String actual = tensority.hash(header, seed).toHex();
        if (!actual.equals(expected)) {
          wrong = tensority.kernelName() + " gives pow_hash " + actual;
        }
      }
      report.expect(label, "pow_hash " + expected, "", wrong);
    }
  }

  private static Tensority tensority(MatrixKernel kernel) {
    return new Tensority(kernel, 2, FreeCores.none());
  }
}
