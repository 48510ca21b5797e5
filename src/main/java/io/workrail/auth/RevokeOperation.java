package io.workrail.auth;

import io.workrail.admin.AdminException;
import io.workrail.admin.AdminOperation;
import io.workrail.admin.AdminParameter;
import io.workrail.admin.AdminReply;
import io.workrail.admin.AdminRequest;
import io.workrail.audit.AuditUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code revoke}: ends one token, or all tokens of a subject, as {@code workrail token revoke}
 * does. This server follows at once, every other that shares the database within a second.
 */
final class RevokeOperation implements AdminOperation {
  private static final AdminParameter TOKEN =
      AdminParameter.optional("jti", "the id of one token, its claim jti");
  private static final AdminParameter SUBJECT =
      AdminParameter.optional("subject", "whose tokens end, all that were issued until now");

  private final TokenRevocation revocation;
  private final Revocations revocations;

  RevokeOperation(TokenRevocation revocation, Revocations revocations) {
    this.revocation = revocation;
    this.revocations = revocations;
  }

  @Override
  public String name() {
    return "revoke";
  }

  @Override
  public List<AdminParameter> parameters() {
    return List.of(TOKEN, SUBJECT);
  }

  @Override
  public AdminReply run(AdminRequest request) {
    Optional<String> token = request.find(TOKEN);
    Optional<String> subject = request.find(SUBJECT);
    if (token.isPresent() == subject.isPresent()) {
      throw AdminException.invalid(
          "revoke takes jti (the id of one token) or subject (all its tokens), one of the two.");
    }
    try {
      token.ifPresent(id -> revocation.revokeToken(id, request.actor()));
      subject.ifPresent(name -> revocation.revokeSubject(name, request.actor()));
    } catch (IllegalArgumentException e) {
      throw AdminException.invalid(e.getMessage() + ".");
    } catch (AuditUnavailableException e) {
      throw new AdminException(
          AdminException.Code.UNAVAILABLE, "It is revoked, but not noted: " + e.getMessage());
    }
    revocations.tryToRefresh();
    return new AdminReply.Document(
        Map.of(
            "revoked",
            token.isPresent() ? "token" : "subject",
            "name",
            token.or(() -> subject).orElseThrow()));
  }
}
