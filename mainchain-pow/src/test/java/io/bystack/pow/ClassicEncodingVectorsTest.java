package io.bystack.pow;

import io.bystack.core.vectors.VectorFolders;
import io.bystack.pow.vectors.ClassicLedgerCheck;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClassicEncodingVectorsTest {
  @Test
  void everyRecordedEncodingGivesTheRecordedValues() throws IOException {
    VectorFolders.check(getClass(), "encoding", new ClassicLedgerCheck());
  }
}
