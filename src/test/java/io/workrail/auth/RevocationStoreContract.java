package io.workrail.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.auth.Revocation.Kind;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises. */
abstract class RevocationStoreContract {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

  private RevocationStore store;

  abstract RevocationStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @Test
  void givesBackWhatWasPutInOrder() {
    Revocation later = new Revocation(Kind.SUBJECT, "Ada Ü.", NOON.plusSeconds(1), "root");
    Revocation first = new Revocation(Kind.TOKEN, "id-1", NOON, "command:root");
    store.put(later);
    store.put(first);
    assertThat(store.listSince(Instant.EPOCH)).containsExactly(first, later);
    assertThat(open().listSince(Instant.EPOCH)).containsExactly(first, later);
  }

  @Test
  void givesTheRevocationsSinceAMomentThatMomentIncluded() {
    Revocation before = new Revocation(Kind.TOKEN, "a", NOON.minusMillis(1), "root");
    Revocation then = new Revocation(Kind.TOKEN, "b", NOON, "root");
    store.put(before);
    store.put(then);
    assertThat(store.listSince(NOON)).containsExactly(then);
  }

  @Test
  void aLaterRevocationReplacesTheOneBefore() {
    store.put(new Revocation(Kind.SUBJECT, "ada", NOON, "root"));
    Revocation again = new Revocation(Kind.SUBJECT, "ada", NOON.plusSeconds(60), "grace");
    store.put(again);
    store.put(new Revocation(Kind.TOKEN, "ada", NOON, "root"));
    assertThat(store.listSince(NOON.plusSeconds(1))).containsExactly(again);
    assertThat(store.listSince(Instant.EPOCH)).hasSize(2);
  }
}
