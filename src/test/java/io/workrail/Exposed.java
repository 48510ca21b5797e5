package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of metrics, read strictly by the text format of Prometheus (version 0.0.4): what it does
 * not allow fails the test.
 */
final class Exposed {
  private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern TYPE =
      Pattern.compile(
          "# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)( -?\\d+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\n\"])*)\",?");

  /** A line with a value. */
  record Sample(String name, Map<String, String> labels, double value) {}

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, String> help = new LinkedHashMap<>();
  private final List<Sample> samples = new ArrayList<>();

  /** Reads a page. */
  static Exposed read(String page) {
    assertThat(page).endsWith("\n");
    Exposed exposed = new Exposed();
    page.lines().forEach(exposed::readLine);
    return exposed;
  }

  /** Reads pages until one is as wanted: some metrics are sampled. */
  static void await(Callable<Exposed> page, Predicate<Exposed> wanted) throws Exception {
    Await.until("the page is as wanted", Duration.ofMinutes(1), () -> wanted.test(page.call()));
  }

  /** The type of each metric, by its name. */
  Map<String, String> types() {
    return types;
  }

  /** What each metric says of itself. */
  Map<String, String> help() {
    return help;
  }

  /** Every line with a value. */
  List<Sample> samples() {
    return samples;
  }

  /** The values of a metric, with the labels it has. */
  List<Sample> samples(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).toList();
  }

  /** The only value of a metric with these labels. */
  double value(String name, Map<String, String> labels) {
    List<Sample> found =
        samples(name).stream().filter(sample -> sample.labels().equals(labels)).toList();
    assertThat(found).as(name + labels).hasSize(1);
    return found.get(0).value();
  }

  private void readLine(String line) {
    Matcher helpLine = HELP.matcher(line);
    Matcher typeLine = TYPE.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (helpLine.matches()) {
      assertThat(help.put(helpLine.group(1), helpLine.group(2))).as("once: " + line).isNull();
    } else if (typeLine.matches()) {
      assertThat(types.put(typeLine.group(1), typeLine.group(2))).as("once: " + line).isNull();
    } else {
      assertThat(sample.matches()).as(line).isTrue();
      double value = Double.parseDouble(sample.group(3).replace("+Inf", "Infinity"));
      samples.add(new Sample(sample.group(1), labels(sample.group(2)), value));
      assertThat(types).as(line).containsKey(family(sample.group(1)));
    }
  }

  private String family(String sample) {
    if (types.containsKey(sample)) {
      return sample;
    }
    return sample.replaceFirst("_(bucket|sum|count)$", "");
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    if (text != null) {
      Matcher label = LABEL.matcher(text);
      int end = 0;
      while (label.find()) {
        assertThat(label.start()).as(text).isEqualTo(end);
        assertThat(labels.put(label.group(1), label.group(2))).as(text).isNull();
        end = label.end();
      }
      assertThat(end).as(text).isEqualTo(text.length());
    }
    return labels;
  }
}
