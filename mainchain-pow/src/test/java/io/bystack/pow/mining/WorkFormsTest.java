package io.bystack.pow.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.pow.ClassicHeader;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class WorkFormsTest {
  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  /** A miner may send only what is looked at: the parent, the time and the nonce. */
  @Test
  void whatAMinerLeavesOutIsZero() throws Exception {
    String previous = "ab".repeat(32);
    ClassicHeader header =
        WorkForms.headerFromJson(
            json(
                "{'Previous_Block_Hash':'%s','TIMESTAMP':7,'nonce':9,'bits':null,"
                        .formatted(previous)
                    + "'block_commitment':{}}"));
    assertThat(header.previous()).isEqualTo(Hash.fromHex(previous));
    assertThat(header.timestamp()).isEqualTo(7);
    assertThat(header.nonce()).isEqualTo(9);
    assertThat(header.bits()).isZero();
    assertThat(header.height()).isZero();
    assertThat(header.transactionRoot()).isEqualTo(Hash.ZERO);
  }

  @Test
  void whatIsNoHeaderIsRefusedByName() throws Exception {
    for (String text :
        new String[] {
          "{'nonce':1}", "{'block_commitment':{},'nonce':'1'}", "{'block_commitment':{},'nonce':-1}"
        }) {
      JsonNode node = json(text);
      assertThatThrownBy(() -> WorkForms.headerFromJson(node))
          .isInstanceOf(DecodeException.class)
          .hasMessageMatching("(?s)(block_commitment|nonce).*");
    }
  }
}
