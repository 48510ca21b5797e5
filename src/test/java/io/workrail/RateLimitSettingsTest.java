package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.workrail.configuration.BareNumbers;
import io.workrail.configuration.EnvironmentSubstitutor;
import io.workrail.configuration.SecretSource;
import io.workrail.ratelimit.RateLimitConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The limits that the shipped {@code config.yml} sets, and how variables change them. */
class RateLimitSettingsTest {
  private static final ObjectMapper MAPPER =
      Jackson.newObjectMapper()
          .registerModule(BareNumbers.module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  @Test
  void theShippedFileSaysWhatTheProgramAssumes() throws Exception {
    assertThat(read(Map.of())).hasToString(new RateLimitConfiguration().toString());
    assertThat(read(Map.of()))
        .hasToString(
            "100 a minute for each subject (burst 100), 1000 for each address,"
                + " 60 without a good token; 10000 of each are told apart");
  }

  @Test
  void variablesChangeTheLimits() throws Exception {
    assertThat(read(Map.of("RATE_LIMIT_PER_MINUTE", "300", "RATE_LIMIT_PER_ADDRESS", "0")))
        .hasToString(
            "300 a minute for each subject (burst 300), no limit for each address,"
                + " 60 without a good token; 10000 of each are told apart");
    assertThat(read(Map.of("RATE_LIMIT_BURST", "20", "RATE_LIMIT_FAILED_PER_ADDRESS", "5")))
        .hasToString(
            "100 a minute for each subject (burst 20), 1000 for each address,"
                + " 5 without a good token; 10000 of each are told apart");
    assertThat(read(Map.of("RATE_LIMIT_PER_MINUTE", "0")).toString())
        .startsWith("no limit for each subject, 1000 for each address");
  }

  @Test
  void impossibleLimitsAreRefusedWithTheNamesOfKeyAndVariable() {
    assertThatThrownBy(() -> read(Map.of("RATE_LIMIT_BURST", "0")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("RATE_LIMIT_BURST")
        .hasMessageContaining("from 1 to 1000000");
    assertThatThrownBy(() -> read(Map.of("RATE_LIMIT_PER_MINUTE", "-1")))
        .hasMessageContaining("security.rateLimit.max");
    assertThatThrownBy(() -> read(Map.of("RATE_LIMIT_PER_ADDRESS", "many")))
        .hasMessageContaining("maxPerAddress");
  }

  @Test
  void rolesAreKnownOnes() throws Exception {
    assertThat(parse("{\"roles\":{\"author\":{\"max\":300,\"burst\":600}}}").toString())
        .contains("author");
    assertThatThrownBy(() -> parse("{\"roles\":{\"boss\":{\"max\":1}}}"))
        .hasMessageContaining("agent, author, approver, operator, metrics");
    assertThatThrownBy(() -> parse("{\"roles\":{\"agent\":{\"max\":1,\"burst\":0}}}"))
        .hasMessageContaining("burst");
    assertThatThrownBy(() -> parse("{\"roles\":{\"agent\":{\"most\":1}}}"))
        .hasMessageContaining("most");
  }

  private static RateLimitConfiguration read(Map<String, String> environment) throws Exception {
    return new YamlConfigurationFactory<>(
            WorkRailConfiguration.class, Validators.newValidator(), MAPPER, "no-override")
        .build(
            new SubstitutingSourceProvider(
                new FileConfigurationSourceProvider(),
                new EnvironmentSubstitutor(environment, new SecretSource(environment))),
            "config.yml")
        .security()
        .rateLimit();
  }

  private static RateLimitConfiguration parse(String json) throws Exception {
    JsonNode tree = MAPPER.readTree(json);
    return new YamlConfigurationFactory<>(
            RateLimitConfiguration.class, Validators.newValidator(), MAPPER, "no-override")
        .build((path) -> new java.io.ByteArrayInputStream(MAPPER.writeValueAsBytes(tree)), "json");
  }
}
