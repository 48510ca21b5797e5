package io.workrail.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedactedConfigurationTest {
  private static final String HIDDEN = "q8Zr2LkP0vX7sT4n";

  @Test
  void showsSettingsWithoutSecrets() {
    Map<String, Object> settings =
        Map.of(
            "secret",
            new Secret(HIDDEN),
            "port",
            3000,
            "keyStorePassword",
            HIDDEN,
            "nested",
            Map.of("url", "jdbc:postgresql://ada:" + HIDDEN + "@db/workrail"),
            "list",
            List.of("https://db?user=ada&password=" + HIDDEN + "&ssl=true", "plain"));
    assertThat(RedactedConfiguration.of(new ObjectMapper(), settings).toString())
        .doesNotContain(HIDDEN)
        .contains("3000", "@db/workrail", "&ssl=true", "plain");
  }

  @Test
  void showsWhetherThereIsASecret() {
    assertThat(RedactedConfiguration.of(new ObjectMapper(), Map.of("a", new Secret(""))).toString())
        .isEqualTo("{\"a\":\"\"}");
  }

  @Test
  void theSameSettingsAreTheSameTextWhateverTheOrderOfASet() {
    List<String> names = List.of("GET", "PUT", "HEAD", "POST", "PATCH");
    Set<String> oneWay = new LinkedHashSet<>(names);
    Set<String> otherWay = new LinkedHashSet<>(List.of("PATCH", "POST", "HEAD", "PUT", "GET"));
    ObjectMapper mapper = new ObjectMapper();

    assertThat(RedactedConfiguration.of(mapper, Map.of("methods", oneWay)).toString())
        .isEqualTo("{\"methods\":[\"GET\",\"HEAD\",\"PATCH\",\"POST\",\"PUT\"]}")
        .isEqualTo(RedactedConfiguration.of(mapper, Map.of("methods", otherWay)).toString());
  }

  @Test
  void keysComeInTheOrderOfTheAlphabet() {
    assertThat(RedactedConfiguration.of(new ObjectMapper(), new Settings()).toString())
        .isEqualTo("{\"alpha\":1,\"beta\":2,\"gamma\":3}");
  }

  private static final class Settings {
    public final int gamma = 3;
    public final int alpha = 1;
    public final int beta = 2;
  }
}
