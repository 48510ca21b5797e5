package io.workrail.startpage;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** {@code GET /}: the start page. Needs no token. */
@Path("/")
public final class StartPageResource {
  private static final String HTML = "text/html;charset=UTF-8";

  private final StartPage page;
  private final String policy;

  StartPageResource(StartPage page) {
    this.page = page;
    // The policy of all other replies, and the one style sheet, by its digest (CSP Level 3, 8.2).
    this.policy =
        "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none';"
                .formatted(digest(page.style()))
            + " frame-ancestors 'none'";
  }

  /** The page, or 304 for a browser that has it as it is: it asks each time. */
  @GET
  public Response get(@Context Request request) {
    byte[] html = page.html().getBytes(StandardCharsets.UTF_8);
    EntityTag tag = new EntityTag(digest(html), true);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder reply =
        unchanged == null ? Response.ok(html, HTML).tag(tag) : unchanged.tag(tag);
    return reply
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header("Content-Security-Policy", policy)
        .build();
  }

  private static String digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String digest(byte[] text) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
