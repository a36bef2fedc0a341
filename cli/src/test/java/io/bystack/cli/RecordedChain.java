package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.cli.ChainSelection.Selected;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.model.Block;
import io.bystack.pow.ClassicFormat;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A recorded chain of the main chain's solonet, its rows in order of height from 1. */
record RecordedChain(Path file, List<JsonNode> rows) {
  /** The first 500 blocks of the long recorded chain: transactions of every kind. */
  static RecordedChain first500() throws IOException {
    try {
      URL resource = RecordedChain.class.getResource("/chains/main_500.jsonl.gz");
      Path file = Path.of(resource.toURI());
      return new RecordedChain(file, RecordedProofs.rows(file));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** A file of the recorded vectors; the test is left out where they are not there. */
  static Path vectors(String name) {
    Path file = Path.of(System.getProperty("bystack.vectors")).resolve(name);
    Assumptions.assumeTrue(Files.exists(file), () -> "there is no recorded chain " + file);
    return file;
  }

  Block block(int height) throws Exception {
    return ClassicFormat.INSTANCE.parseBlock(rows.get(height - 1).get("raw").asText());
  }

  String hash(long height) {
    return rows.get((int) height - 1).get("hash").asText();
  }

  /** The unspent outputs after every height from 0 on, by a fresh replay of the blocks. */
  List<UtxoDigest> digests(Path folder) throws Exception {
    Selected selected = selected(folder);
    List<UtxoDigest> digests = new ArrayList<>();
    try (ChainOpener opener = new ChainOpener(new RecordedProofs(file));
        OpenChain chain = opener.openOrMake(opener.protocol(selected), selected.folder())) {
      digests.add(UtxoDigest.of(chain.store()));
      for (int height = 1; height <= rows.size(); height++) {
        Block block = block(height);
        chain.call(() -> chain.engine().process(block, "replay"));
        digests.add(UtxoDigest.of(chain.store()));
      }
    }
    return digests;
  }

  static Selected selected(Path folder) {
    return Selected.of(ChainKind.MAIN, "solonet", folder);
  }
}
