package io.workrail.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.CanonicalJson;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One line of the log. Its hash is the SHA-256 of the canonical form (RFC 8785) of the line without
 * the hash, and the line holds the hash of the one before: a change anywhere shows in every later
 * line.
 *
 * @param seq the number of the line, from 1
 * @param hash what the line says that its hash is
 */
record AuditLine(ObjectNode json, long seq, String previous, String hash) {
  /** What the first line holds as the hash of the one before. */
  static final String GENESIS = "0".repeat(64);

  static AuditLine of(AuditPosition before, Noted noted) {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    json.put("seq", before.seq() + 1);
    json.put("time", noted.time().toString());
    json.put("type", noted.event().type());
    noted.requestId().ifPresent(id -> json.put("requestId", id));
    noted.event().details().forEach(json::set);
    json.put("previous", before.hash());
    String hash = digest(json);
    json.put("hash", hash);
    return new AuditLine(json, before.seq() + 1, before.hash(), hash);
  }

  /** Nothing when the text is no line of an audit log at all. */
  static Optional<AuditLine> parse(byte[] text) {
    try {
      JsonNode json = StrictJson.parse(text);
      if (json instanceof ObjectNode line
          && line.path("seq").canConvertToLong()
          && line.path("previous").isTextual()
          && line.path("hash").isTextual()) {
        return Optional.of(
            new AuditLine(
                line,
                line.path("seq").longValue(),
                line.path("previous").textValue(),
                line.path("hash").textValue()));
      }
      return Optional.empty();
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  /** Whether the line still says what it said when it was written. */
  boolean isUnchanged() {
    ObjectNode content = json.deepCopy();
    content.remove("hash");
    return hash.equals(digest(content));
  }

  String type() {
    return json.path("type").asText();
  }

  AuditPosition position() {
    return new AuditPosition(seq, hash);
  }

  byte[] bytes() {
    return StrictJson.writeBytes(json);
  }

  private static String digest(ObjectNode content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(CanonicalJson.of(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** An event with the moment and the request it belongs to. */
  record Noted(AuditEvent event, Instant time, Optional<String> requestId) {}
}
