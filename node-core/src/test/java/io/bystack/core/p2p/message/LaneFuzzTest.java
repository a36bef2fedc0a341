package io.bystack.core.p2p.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.message.MessageTable.UnservableMessage;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class LaneFuzzTest {
  private static final MessageTable TABLE = LaneTable.table();

  @FuzzTest
  void whatDecodesIsCodedAgainAndNothingElseFailsOtherwise(FuzzedDataProvider data) {
    Bytes bytes = Bytes.wrap(data.consumeRemainingAsBytes());
    try {
      Message message = TABLE.decode(bytes);
      assertThat(TABLE.decode(TABLE.encode(message))).isEqualTo(message);
    } catch (DecodeException | UnservableMessage e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}
