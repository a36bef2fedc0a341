package io.bystack.core.model;

import io.bystack.core.vectors.EntriesCheck;
import io.bystack.core.vectors.MerkleCheck;
import io.bystack.core.vectors.PrimitivesCheck;
import io.bystack.core.vectors.VectorFolders;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EncodingVectorsTest {
  @Test
  void primitivesEntriesAndMerkleTreesGiveTheRecordedValues() throws IOException {
    VectorFolders.check(
        getClass(), "encoding", new PrimitivesCheck(), new EntriesCheck(), new MerkleCheck());
  }
}
