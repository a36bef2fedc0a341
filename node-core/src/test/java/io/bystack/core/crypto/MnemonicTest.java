package io.bystack.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MnemonicTest {
  private static final Map<String, String> LIST_HASHES =
      Map.of(
          "en", "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda",
          "zh_CN", "5c5942792bd8340cb8b27cd592f1015edf56a8c5b26276ee18a482428e7c5726",
          "zh_TW", "417b26b3d8500a4ae3d59717d7011952db6fc2fb84b807f3f94ac734e89c1b5f",
          "it", "d392c49fdb700a24cd1fceb237c1f65dcc128f6b34a8aacb58b59384b5c648c2",
          "ja", "2eed0aef492291e061633d7ad8117f1a2b03eb80a29d0e4e3117ac2528d05ffd",
          "ko", "9e95f86c167de88f450f0aaf89e87f6624a57f973c67b516e338e8e8b8897f60",
          "es", "46846a5a0139d1e3cb77293e521c2865f7bcdb82c44e8d0a06a2cd0ecba48c0b");

  @ParameterizedTest
  @EnumSource
  void hasTheOfficialWords(MnemonicLanguage language) {
    String lines = language.words().stream().map(word -> word + "\n").collect(Collectors.joining());
    assertThat(HexFormat.of().formatHex(Sha256.hash(lines.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(LIST_HASHES.get(language.tag()));
  }

  @ParameterizedTest
  @EnumSource
  void takesItsOwnMnemonics(MnemonicLanguage language) throws MnemonicException {
    String mnemonic = Mnemonic.generate(new SecureRandom(), language);
    Mnemonic.requireImportLength(mnemonic);
    Mnemonic.requireKnownWords(mnemonic, language);
    assertThat(Mnemonic.hasValidChecksum(mnemonic, language)).isTrue();
  }

  @Test
  void importsListedWordsWithAWrongChecksumAndKeepsWhiteSpace() throws MnemonicException {
    String mnemonic = "abandon ".repeat(11) + "abandon";
    Mnemonic.requireImportLength(mnemonic);
    Mnemonic.requireKnownWords(mnemonic, MnemonicLanguage.ENGLISH);
    assertThat(Mnemonic.hasValidChecksum(mnemonic, MnemonicLanguage.ENGLISH)).isFalse();
    String spaced = mnemonic.replaceFirst(" ", "  ");
    Mnemonic.requireImportLength(spaced);
    assertThat(Mnemonic.seed(spaced)).isNotEqualTo(Mnemonic.seed(mnemonic));
  }

  @Test
  void refusesOtherLengthsAndWords() {
    assertThatThrownBy(() -> Mnemonic.requireImportLength("abandon"))
        .hasMessage("mnemonic length error");
    assertThatThrownBy(() -> Mnemonic.requireKnownWords("Abandon", MnemonicLanguage.ENGLISH))
        .hasMessage("Invalid menomic")
        .hasMessageNotContaining("Abandon");
  }
}
