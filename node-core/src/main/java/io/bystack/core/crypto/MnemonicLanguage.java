package io.bystack.core.crypto;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The languages of mnemonics, each with its list of 2048 words (spec/05 §4). */
public enum MnemonicLanguage {
  ENGLISH("en"),
  CHINESE_SIMPLIFIED("zh_CN"),
  CHINESE_TRADITIONAL("zh_TW"),
  ITALIAN("it"),
  JAPANESE("ja"),
  KOREAN("ko"),
  SPANISH("es");

  /** Words in a list. */
  public static final int LIST_SIZE = 2048;

  private static final int LANGUAGE_LENGTH = 2;
  private static final int LOCALE_LENGTH = 5;

  private final String tag;

  MnemonicLanguage(String tag) {
    this.tag = tag;
  }

  /** The tag that names the language in requests. */
  public String tag() {
    return tag;
  }

  /** All words in the order of their numbers. */
  public List<String> words() {
    return WordLists.WORDS.get(this);
  }

  /** The number of a word, or null. */
  Integer number(String word) {
    return WordLists.NUMBERS.get(this).get(word);
  }

  /**
   * The language of a tag, case-sensitive.
   *
   * @throws MnemonicException {@code Language Type Incorrect} if the tag is no language and no
   *     locale, {@code Language Type Unsupported} if there is no list for it
   */
  public static MnemonicLanguage ofTag(String tag) throws MnemonicException {
    for (MnemonicLanguage language : values()) {
      if (language.tag.equals(tag)) {
        return language;
      }
    }
    boolean known =
        switch (tag.length()) {
          case LANGUAGE_LENGTH -> Arrays.asList(Locale.getISOLanguages()).contains(tag);
          case LOCALE_LENGTH -> Locale.availableLocales().anyMatch(l -> l.toString().equals(tag));
          default -> false;
        };
    throw new MnemonicException(known ? "Language Type Unsupported" : "Language Type Incorrect");
  }

  /** Read when the first mnemonic is made or checked. */
  private static final class WordLists {
    private static final String RESOURCE = "mnemonic-words.txt.gz";

    static final Map<MnemonicLanguage, List<String>> WORDS = read();
    static final Map<MnemonicLanguage, Map<String, Integer>> NUMBERS = numbered();

    /** The lists follow one another in the order of the languages. */
    private static Map<MnemonicLanguage, List<String>> read() {
      try (InputStream in = MnemonicLanguage.class.getResourceAsStream(RESOURCE);
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
        List<String> all = lines.lines().toList();
        if (all.size() != LIST_SIZE * values().length) {
          throw new IllegalStateException(RESOURCE + " has " + all.size() + " words");
        }
        Map<MnemonicLanguage, List<String>> lists = new EnumMap<>(MnemonicLanguage.class);
        for (MnemonicLanguage language : values()) {
          int from = LIST_SIZE * lists.size();
          lists.put(language, all.subList(from, from + LIST_SIZE));
        }
        return lists;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Map<MnemonicLanguage, Map<String, Integer>> numbered() {
      Map<MnemonicLanguage, Map<String, Integer>> numbers = new EnumMap<>(MnemonicLanguage.class);
      WORDS.forEach((language, words) -> numbers.put(language, numbered(words)));
      return numbers;
    }

    private static Map<String, Integer> numbered(List<String> words) {
      Map<String, Integer> numbers = HashMap.newHashMap(words.size());
      for (int i = 0; i < words.size(); i++) {
        numbers.put(words.get(i), i);
      }
      return Map.copyOf(numbers);
    }
  }
}
