package io.bystack.cli.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics of one name as a node shows them in Prometheus's text form.
 *
 * @param type counter, gauge or summary
 */
public record MetricFamily(String name, String type, String help, List<Sample> samples) {
  private static final Pattern SAMPLE =
      Pattern.compile("(?<name>[a-zA-Z0-9_:]+)(?:\\{(?<labels>.*)})? (?<value>\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z0-9_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** One value. The name is the family's, or that with {@code _count}, {@code _sum}. */
  public record Sample(String name, Map<String, String> labels, double value) {
    public Sample {
      labels = Map.copyOf(labels);
    }
  }

  /** All families of a text, in its order. */
  public static List<MetricFamily> parse(String text) {
    Map<String, MetricFamily> families = new LinkedHashMap<>();
    MetricFamily current = null;
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# HELP ")) {
        current =
            new MetricFamily(
                words[2], "untyped", words.length > 3 ? words[3] : "", new ArrayList<>());
        families.put(words[2], current);
      } else if (line.startsWith("# TYPE ")) {
        MetricFamily known = families.get(words[2]);
        String help = known == null ? "" : known.help();
        current = new MetricFamily(words[2], words[3], help, new ArrayList<>());
        families.put(words[2], current);
      } else if (current != null) {
        addSample(line, current.samples());
      }
    }
    return List.copyOf(families.values());
  }

  private static void addSample(String line, List<Sample> samples) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      return;
    }
    Map<String, String> labels = new LinkedHashMap<>();
    if (sample.group("labels") != null) {
      Matcher label = LABEL.matcher(sample.group("labels"));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    samples.add(new Sample(sample.group("name"), labels, value(sample.group("value"))));
  }

  private static double value(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
