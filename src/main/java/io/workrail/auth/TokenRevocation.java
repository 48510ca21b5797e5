package io.workrail.auth;

import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;
import io.workrail.auth.Revocation.Kind;
import java.time.Clock;

/**
 * Ends tokens before their time. Every server that shares the store follows within a second. The
 * command and the operation of administrators are two doors to this class. Thread-safe.
 */
public final class TokenRevocation {
  private static final int LONGEST_NAME = 256;

  private final RevocationStore store;
  private final AuditLog audit;
  private final Clock clock;

  /** Revokes in this store and notes it in this log. */
  public TokenRevocation(RevocationStore store, AuditLog audit, Clock clock) {
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Ends one token. Whether such a token exists is not known: the server keeps none.
   *
   * @param id its {@code jti}
   * @throws IllegalArgumentException with a sentence when this cannot be the id of a token
   * @throws io.workrail.audit.AuditUnavailableException when it is revoked, but not noted
   */
  public void revokeToken(String id, String actor) {
    revoke(Kind.TOKEN, id, actor);
  }

  /**
   * Ends all tokens of a subject that were issued up to now; new ones are good.
   *
   * @throws IllegalArgumentException with a sentence when no token has such a subject
   * @throws io.workrail.audit.AuditUnavailableException when they are revoked, but not noted
   */
  public void revokeSubject(String subject, String actor) {
    if (subject.equals(Credentials.ApiKey.SUBJECT)) {
      throw new IllegalArgumentException(
          "%s is the static key, which is no token; change or remove API_KEY instead"
              .formatted(subject));
    }
    revoke(Kind.SUBJECT, subject, actor);
  }

  private void revoke(Kind kind, String name, String actor) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "the id of a token, or a subject, has 1 to %d characters".formatted(LONGEST_NAME));
    }
    if (kind == Kind.TOKEN && name.chars().filter(character -> character == '.').count() == 2) {
      throw new IllegalArgumentException(
          "this is a token; revoke it by its id, the claim jti in its middle part");
    }
    store.put(new Revocation(kind, name, clock.instant(), actor));
    audit.recordDurably(
        AuditEvent.of("token.revoked")
            .by(actor)
            .with(kind == Kind.TOKEN ? "jti" : "subject", name));
  }
}
