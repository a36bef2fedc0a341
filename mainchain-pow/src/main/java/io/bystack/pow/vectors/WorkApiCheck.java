package io.bystack.pow.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.mining.Work;
import io.bystack.pow.mining.WorkForms;
import java.io.IOException;
import java.util.List;

/** The two forms of work, each made from the other. */
final class WorkApiCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("work_api.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException, DecodeException {
    int index = 0;
    for (JsonNode row : file.json()) {
      String text = row.path("block_header").asText();
      JsonNode json = row.path("json");
      String seed = row.path("seed").asText();
      ClassicHeader fromText = WorkForms.parseText(text);
      ClassicHeader fromJson = WorkForms.headerFromJson(json);
      Work work = new Work(fromJson, Hash.fromHex(seed));
      report.expect(
          VectorCheck.label(row, index++),
          "hash, header from text, text from JSON, JSON from text, seeds",
          List.of(row.path("header_hash").asText(), fromJson, text, json.toString(), seed, seed),
          List.of(
              fromText.hash().toHex(),
              fromText,
              WorkForms.toText(work).path("block_header").asText(),
              WorkForms.headerToJson(fromText).toString(),
              WorkForms.toText(work).path("seed").asText(),
              WorkForms.toJson(work).path("seed").asText()));
    }
  }
}
