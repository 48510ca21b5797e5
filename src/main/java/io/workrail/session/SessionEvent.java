package io.workrail.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Something that happened to a session; never changed once written. The hash covers every other
 * component and the hash of the event before, so that no event can be changed, dropped or moved
 * unnoticed.
 *
 * @param seq from 1, without gaps
 * @param position the position at which it happened
 * @param digest the digest of the input that caused it; absent where none did
 * @param payload JSON text, hashed and kept as it is
 * @param previousHash the hash of the event before; {@link #NO_HASH} for the first
 */
public record SessionEvent(
    SessionId sessionId,
    long seq,
    EventType type,
    long position,
    String actor,
    Optional<String> client,
    String requestId,
    Instant at,
    Optional<String> digest,
    String payload,
    String previousHash,
    String hash) {
  /** Stands where there is no event before. */
  public static final String NO_HASH = "0".repeat(64);

  /** The event with its hash, as it is written. */
  public static SessionEvent chained(
      SessionId sessionId,
      long seq,
      EventType type,
      long position,
      Actor actor,
      Instant at,
      Optional<String> digest,
      String payload,
      String previousHash) {
    SessionEvent open =
        new SessionEvent(
            sessionId,
            seq,
            type,
            position,
            actor.subject(),
            actor.client(),
            actor.requestId(),
            at,
            digest,
            payload,
            previousHash,
            "");
    return open.withHash(open.computeHash());
  }

  /** Whether the hash is that of the content. */
  public boolean isIntact() {
    return hash.equals(computeHash());
  }

  /** The same content at another place of the chain; with the hash that it has. */
  SessionEvent at(long otherSeq) {
    return with(otherSeq, hash);
  }

  private SessionEvent withHash(String value) {
    return with(seq, value);
  }

  private SessionEvent with(long newSeq, String value) {
    return new SessionEvent(
        sessionId,
        newSeq,
        type,
        position,
        actor,
        client,
        requestId,
        at,
        digest,
        payload,
        previousHash,
        value);
  }

  private String computeHash() {
    MessageDigest sha256 = sha256();
    add(sha256, previousHash);
    add(sha256, sessionId.value());
    add(sha256, Long.toString(seq));
    add(sha256, type.label());
    add(sha256, Long.toString(position));
    add(sha256, actor);
    add(sha256, client.orElse(""));
    add(sha256, requestId);
    add(sha256, at.toString());
    add(sha256, digest.orElse(""));
    add(sha256, payload);
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** With its length in front, so that no text can move from one component to the next. */
  private static void add(MessageDigest sha256, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    sha256.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
