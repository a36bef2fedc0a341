package io.bystack.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
  private static final String HERE = "127.0.0.1:9888";

  private final HostCheck check =
      HostCheck.of(new ApiOptions("127.0.0.1", 9888, false, List.of("node.example.org")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9888",
        "http://127.0.0.1:9888",
        "http://[::1]:9888",
        "https://node.example.org"
      })
  void ownPagesMayAsk(String origin) {
    assertThat(check.refusal(HERE, origin)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://203.0.113.5",
        "http://203.0.113.5:9888",
        "http://[2001:db8::1]:9888",
        "null",
        "",
        "file:///tmp/page.html",
        "http://localhost.evil.example",
        "http://a b"
      })
  void pagesOfOthersMayNot(String origin) {
    assertThat(check.refusal(HERE, origin)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.5:9888, http://192.168.1.5:9888, true",
    "192.168.1.5:9888, http://192.168.1.5:80, false",
    "192.168.1.5:9888, http://192.168.1.6:9888, false"
  })
  void aPageMayAskTheServerItCameFrom(String host, String origin, boolean allowed) {
    assertThat(check.refusal(host, origin).isEmpty()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:9888", "127.0.0.1.evil.example"})
  void namesThatMayBeReboundAreRefused(String host) {
    assertThat(check.refusal(host, null)).isPresent();
  }

  @Test
  void aStarAllowsAll() {
    HostCheck open = HostCheck.of(new ApiOptions("0.0.0.0", 9888, false, List.of("*")));
    assertThat(open.refusal("any.example", "https://other.example")).isEmpty();
  }
}
