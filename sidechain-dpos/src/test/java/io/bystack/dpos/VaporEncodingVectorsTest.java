package io.bystack.dpos;

import io.bystack.core.vectors.VectorFolders;
import io.bystack.dpos.vectors.VaporLedgerCheck;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class VaporEncodingVectorsTest {
  @Test
  void everyRecordedEncodingGivesTheRecordedValues() throws IOException {
    VectorFolders.check(getClass(), "encoding", new VaporLedgerCheck());
  }
}
