package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.model.Block;
import io.bystack.core.model.HeaderFields;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VaporHeaderTest {
  @Test
  void aKeptHeaderDoesNotKeepTheBytesOfItsBlock() throws DecodeException {
    List<Bytes> signatures = List.of(Bytes.wrap(new byte[64]), Bytes.EMPTY, Bytes.utf8("short"));
    Block made =
        VaporFormat.INSTANCE.block(
            new VaporHeader(HeaderFields.ZERO, signatures), Collections.emptyList());
    Block read = VaporFormat.INSTANCE.decodeBlock(made.raw());
    List<Bytes> witness = ((VaporHeader) read.header()).witness();
    assertThat(witness).isEqualTo(signatures).allMatch(Bytes::isCompact);
  }
}
