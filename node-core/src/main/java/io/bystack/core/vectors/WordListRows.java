package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.crypto.MnemonicException;
import io.bystack.core.crypto.MnemonicLanguage;
import java.util.ArrayList;
import java.util.List;

/** The word lists of mnemonics: one row for each language of the file. */
final class WordListRows {
  private WordListRows() {}

  static void check(JsonNode file, String label, VectorReport report) throws MnemonicException {
    for (var entry : file.properties()) {
      List<String> expected = RowCheck.texts(entry.getValue());
      List<String> actual = new ArrayList<>(MnemonicLanguage.ofTag(entry.getKey()).words());
      if (expected.equals(actual)) {
        report.pass();
      } else {
        expected.removeAll(actual);
        report.fail(entry.getKey(), "the list differs; words we do not have: " + expected);
      }
    }
  }
}
