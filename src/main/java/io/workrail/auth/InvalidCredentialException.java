package io.workrail.auth;

import java.util.Locale;

/** A credential that is not accepted. The message says why and how to get a good one. */
public final class InvalidCredentialException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, as a closed set: for counters and the {@code WWW-Authenticate} header. */
  public enum Reason {
    /** No credential came along. */
    MISSING("Send a token in the header Authorization: Bearer <token>."),
    /** The credential came in the address, where proxies log it. */
    IN_QUERY(
        "A token in the address ends up in logs and is not read;"
            + " send it in the header Authorization: Bearer <token>."),
    /** Not a token at all. */
    MALFORMED("The token is not a JSON Web Token; copy it whole, without quotes or line breaks."),
    /** Not signed by us, or signed by an algorithm we do not accept. */
    BAD_SIGNATURE("The token was not signed with this server's key; ask its operators for one."),
    /** Not signed, or in a way that is not accepted. */
    WRONG_METHOD(
        "The token is not signed in a way that this server accepts; ask its operators for one."),
    /** Signed with a key that nobody here knows. */
    UNKNOWN_KEY(
        "The token names a signing key that this server does not know; ask for a new token."),
    /** Made by somebody else than it must be. */
    WRONG_ISSUER("The token comes from another issuer than this server accepts (claim iss)."),
    /** Made for another service. */
    WRONG_AUDIENCE("The token was made for another service than this one (claim aud)."),
    /** Withdrawn by an operator. */
    REVOKED("The token was revoked; ask the operators of this server for a new one."),
    /** Its time is over. */
    EXPIRED("The token has expired; ask the operators of this server for a new one."),
    /** Its time has not come. */
    NOT_YET_VALID("The token is not valid yet; check the clocks of both machines."),
    /** Signed by us, but without what we need. */
    INCOMPLETE("The token lacks a claim: it needs sub, exp and at least one known role."),
    /** The static key does not match. */
    WRONG_KEY("The API key is not the one of this server.");

    private final String advice;

    Reason(String advice) {
      this.advice = advice;
    }

    /** The word for counters and the audit log. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence for whoever sent the credential. */
    public String advice() {
      return advice;
    }
  }

  private final Reason reason;

  /** A refusal. */
  public InvalidCredentialException(Reason reason) {
    super(reason.advice());
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
