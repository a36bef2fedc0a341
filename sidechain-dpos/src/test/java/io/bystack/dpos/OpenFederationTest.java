package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenFederationTest {
  private static final String OPEN =
      "{'description':{'issue_asset_action':'open_federation_cross_chain'}}";

  private static boolean defines(String json) {
    return OpenFederation.defines(Bytes.utf8(json.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OPEN,
        " \t\r\n" + OPEN + "\n",
        "{'description':1," + "'description':{'issue_asset_action':'open_federation_cross_chain'}}",
        "{'description':{'issue_asset_action':0,'issue_asset_action':"
            + "'open_federation_cross_chain','x':[1e308,-0.5,{},null,true]},'y':'\\u0041'}",
        "{'description':{'issue_asset_action':'\\u006fpen_federation_cross_chain'}}",
        "{'a':'\\ud800','description':{'issue_asset_action':'open_federation_cross_chain'}}",
        "{'a':1e-999,'description':{'issue_asset_action':'open_federation_cross_chain'}}",
      })
  void open(String json) {
    assertThat(defines(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "[" + OPEN + "]",
        OPEN + "1",
        OPEN + OPEN,
        "\uFEFF" + OPEN,
        "{'Description':{'issue_asset_action':'open_federation_cross_chain'}}",
        "{'description':{'issue_asset_action':'open_federation_cross_chain'},'description':null}",
        "{'description':{'issue_asset_action':'open_federation_cross_chain',"
            + "'issue_asset_action':'other'}}",
        "{'description':['issue_asset_action','open_federation_cross_chain']}",
        "{'description':{'x':{'issue_asset_action':'open_federation_cross_chain'}}}",
        "{'description':{'issue_asset_action':'open_federation_cross_chain'},'n':1e999}",
        "{'n':[[-1e999]],'description':{'issue_asset_action':'open_federation_cross_chain'}}",
        "{'n':'\t','description':{'issue_asset_action':'open_federation_cross_chain'}}",
        "{'n':'\\x','description':{'issue_asset_action':'open_federation_cross_chain'}}",
        "{'n':01,'description':{'issue_asset_action':'open_federation_cross_chain'}}",
        "{'n':NaN,'description':{'issue_asset_action':'open_federation_cross_chain'}}",
        "{'description':{'issue_asset_action':'open_federation_cross_chain'},}",
        "{'description':{'issue_asset_action':'open_federation_cross_chain'}",
      })
  void notOpen(String json) {
    assertThat(defines(json)).isFalse();
  }

  @Test
  void nestsUpToTenThousand() {
    assertThat(defines(nested(9_999))).isTrue();
    assertThat(defines(nested(10_000))).isFalse();
  }

  private static String nested(int arrays) {
    return "{'n':" + "[".repeat(arrays) + "]".repeat(arrays) + "," + OPEN.substring(1);
  }

  @Test
  void malformedUtf8InAStringIsReadLeniently() {
    Bytes head = Bytes.utf8("{\"n\":\"");
    Bytes tail = Bytes.utf8("\"," + OPEN.substring(1).replace('\'', '"'));
    assertThat(OpenFederation.defines(head.concat(Bytes.of(0xff, 0xc0)).concat(tail))).isTrue();
  }
}
