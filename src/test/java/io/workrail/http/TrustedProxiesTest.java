package io.workrail.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies =
      new TrustedProxies("10.0.0.0/8, 2001:db8:1::/48,127.0.0.1");

  @Test
  void aStrangerNamesNobodyElse() {
    assertThat(resolve("192.0.2.9", List.of("198.51.100.1"), List.of("for=198.51.100.2")))
        .isEqualTo("192.0.2.9");
    assertThat(
            new TrustedProxies("")
                .resolve(literal("127.0.0.1"), List.of("198.51.100.1"), List.of())
                .toString())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void theNearestStrangerIsTheClient() {
    assertThat(resolve("10.1.2.3", List.of("1.1.1.1, 198.51.100.1, 10.9.9.9"), List.of()))
        .isEqualTo("198.51.100.1");
    assertThat(resolve("10.1.2.3", List.of("1.1.1.1", "198.51.100.1"), List.of()))
        .as("several lines are one list")
        .isEqualTo("198.51.100.1");
  }

  @Test
  void aRequestOfTheProxyItselfIsItsOwn() {
    assertThat(resolve("10.1.2.3", List.of(), List.of())).isEqualTo("10.1.2.3");
    assertThat(resolve("10.1.2.3", List.of("10.7.7.7"), List.of())).isEqualTo("10.7.7.7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=198.51.100.7;proto=https;by=10.0.0.1|198.51.100.7",
        "by=10.0.0.1;For=\"198.51.100.7:4711\"|198.51.100.7",
        "for=\"[2001:db8:2::7]:4711\"|2001:db8:2:0:0:0:0:7",
        "for=9.9.9.9, for=198.51.100.7, for=10.3.3.3|198.51.100.7",
        "for=9.9.9.9, for=unknown|10.1.2.3",
        "for=9.9.9.9, for=_hidden, for=10.3.3.3|10.3.3.3",
        "host=example.com|10.1.2.3",
      })
  void readsTheStandardHeader(String header, String client) {
    assertThat(resolve("10.1.2.3", List.of(), List.of(header))).isEqualTo(client);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "1.2.3", "999.1.1.1", "0x7f000001", "", "%s", "::ffff::1"})
  void whatIsNoAddressIsNotLookedUp(String node) {
    assertThat(resolve("10.1.2.3", List.of("9.9.9.9, " + node), List.of())).isEqualTo("10.1.2.3");
  }

  @Test
  void headersThatContradictEachOtherAreNotBelieved() {
    List<String> plain = List.of("198.51.100.1");
    assertThat(resolve("10.1.2.3", plain, List.of("for=198.51.100.2"))).isEqualTo("10.1.2.3");
    assertThat(resolve("10.1.2.3", plain, List.of("for=198.51.100.1"))).isEqualTo("198.51.100.1");
  }

  @Test
  void ofVersionSixALimitCountsTheNetwork() {
    assertThat(new ClientAddress(literal("2001:db8:2:3:4:5:6:7")).network())
        .isEqualTo(literal("2001:db8:2:3::"));
    assertThat(new ClientAddress(literal("192.0.2.1")).network()).isEqualTo(literal("192.0.2.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example.com", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/x", "1-2"})
  void entriesThatAreNoNetworkAreNamed(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrustedProxies("127.0.0.1," + entry))
        .withMessageContaining("\"" + entry + "\"");
  }

  private String resolve(String peer, List<String> forwardedFor, List<String> forwarded) {
    return proxies.resolve(literal(peer), forwardedFor, forwarded).toString();
  }

  private static java.net.InetAddress literal(String text) {
    return IpLiteral.find(text).orElseThrow();
  }
}
