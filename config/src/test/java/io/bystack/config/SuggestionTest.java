package io.bystack.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> WORDS = List.of("vectors", "tx", "config", "chain");

  @Test
  void findsTheWordMeant() {
    assertThat(Suggestion.similar("vectros", WORDS)).containsExactly("vectors");
    assertThat(Suggestion.similar("t", WORDS)).containsExactly("tx");
    assertThat(Suggestion.similar("federation", WORDS)).isEmpty();
  }

  @Property
  void distanceIsSymmetricAndZeroForTheSame(
      @ForAll @AlphaChars @StringLength(max = 12) String a,
      @ForAll @AlphaChars @StringLength(max = 12) String b) {
    assertThat(Suggestion.distance(a, b)).isEqualTo(Suggestion.distance(b, a));
    assertThat(Suggestion.distance(a, a)).isZero();
    assertThat(Suggestion.distance(a, b)).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
  }
}
