package io.workrail.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubjectLimitsTest {
  private static final Limit USUAL = limit(5);
  private static final Map<Role, Optional<Limit>> OVERRIDES =
      Map.of(
          Role.AUTHOR, Optional.of(limit(7)),
          Role.APPROVER, Optional.of(limit(3)),
          Role.OPERATOR, Optional.empty());

  private final List<Caller> refusals = new ArrayList<>();
  private final SubjectLimits limits =
      new SubjectLimits(Optional.of(USUAL), OVERRIDES, 100, new FakeTicker(), refusals::add);

  @Test
  void rolesWithoutAnOverrideHaveTheUsualLimit() {
    Caller caller = caller("a", Role.AGENT);
    assertThat(grantedTo(caller)).isEqualTo(5);
    assertThat(refusals).containsExactly(caller);
  }

  @Test
  void anOverrideMayBeNarrowerThanTheUsualLimit() {
    assertThat(grantedTo(caller("a", Role.APPROVER))).isEqualTo(3);
  }

  @Test
  void ofSeveralOverridesTheWidestCounts() {
    assertThat(grantedTo(caller("a", Role.APPROVER, Role.AUTHOR))).isEqualTo(7);
    assertThat(limits.take(caller("b", Role.AUTHOR, Role.OPERATOR))).isEmpty();
  }

  @Test
  void everySubjectHasAnAllowanceOfItsOwn() {
    grantedTo(caller("a", Role.AGENT));
    assertThat(grantedTo(caller("b", Role.AGENT))).isEqualTo(5);
  }

  @Test
  void furtherCallsOfOneRequestAreCountedAndRefusedInWords() {
    Caller caller = caller("a", Role.AGENT);
    grantedTo(caller);
    assertThat(limits.refuse(caller).orElseThrow().message())
        .contains("5 a minute")
        .contains("Wait 12 seconds");
  }

  @Test
  void withoutALimitNothingIsCounted() {
    Caller caller = caller("a", Role.AGENT);
    assertThat(SubjectLimits.none().take(caller)).isEmpty();
    assertThat(SubjectLimits.none().refuse(caller)).isEmpty();
  }

  private int grantedTo(Caller caller) {
    int granted = 0;
    while (limits.take(caller).orElseThrow().granted()) {
      granted++;
    }
    return granted;
  }

  private static Limit limit(int max) {
    return new Limit(max, max, Duration.ofMinutes(1));
  }

  private static Caller caller(String subject, Role... roles) {
    return new Caller(subject, Set.of(roles), Optional.empty());
  }
}
