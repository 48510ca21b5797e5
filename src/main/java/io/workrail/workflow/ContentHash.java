package io.workrail.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.CanonicalJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a document says, as one value: {@code sha256:} and the hex digest of its canonical form (RFC
 * 8785), {@code x-} keys included. Spacing and the order of members do not change it.
 */
public record ContentHash(String value) {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  public ContentHash {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a content hash: sha256:<64 hex digits>");
    }
  }

  /** The hash of a document. */
  public static ContentHash of(JsonNode document) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(CanonicalJson.of(document));
      return new ContentHash("sha256:" + HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
