package io.workrail.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The headers that every reply carries, also those that the server makes without any resource. */
final class SecurityHeaders {
  /** Replies are data: nothing in them may be run, framed or loaded. A page may say otherwise. */
  private static final HttpFields ALWAYS =
      HttpFields.build()
          .add(new PreEncodedHttpField("X-Content-Type-Options", "nosniff"))
          .add(new PreEncodedHttpField("X-Frame-Options", "DENY"))
          .add(
              new PreEncodedHttpField(
                  "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"))
          .add(new PreEncodedHttpField("Referrer-Policy", "no-referrer"))
          .asImmutable();

  /** A year, in seconds (RFC 6797); subdomains belong to others. */
  private static final PreEncodedHttpField TRANSPORT =
      new PreEncodedHttpField(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=31536000");

  private static final HttpFields SECURE = HttpFields.build(ALWAYS).add(TRANSPORT).asImmutable();

  private SecurityHeaders() {}

  /** All of them, for a reply over TLS or without. */
  static HttpFields of(boolean secure) {
    return secure ? SECURE : ALWAYS;
  }
}
