package io.workrail.session;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names a position of a session: {@code wr1.} and, in base64url, session id, position and the first
 * half of an HMAC under the session's own key. It is no credential: who calls is checked every
 * time. It shows that the position was handed out, so that no step can be completed unseen.
 *
 * @param seal in hexadecimal
 */
record ContinueToken(SessionId sessionId, long position, String seal) {
  private static final String PREFIX = "wr1.";
  private static final String LABEL = "continue";
  private static final int SEAL_BYTES = 16;
  private static final int BYTES = SessionId.BYTES + Long.BYTES + SEAL_BYTES;

  /** The token of the position at which a session is. */
  static String of(Session session) {
    byte[] named = named(session.id(), session.position());
    ByteBuffer token = ByteBuffer.allocate(BYTES);
    token.put(named).put(seal(session.tokenKey(), named));
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /** What a text names, not checked yet; nothing when it has another form. */
  static Optional<ContinueToken> read(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
      return bytes.length == BYTES ? Optional.of(read(ByteBuffer.wrap(bytes))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ContinueToken read(ByteBuffer bytes) {
    byte[] id = new byte[SessionId.BYTES];
    byte[] seal = new byte[SEAL_BYTES];
    bytes.get(id);
    long position = bytes.getLong();
    bytes.get(seal);
    return new ContinueToken(SessionId.of(id), position, HexFormat.of().formatHex(seal));
  }

  /** Whether a session with this key handed it out. */
  boolean isSealedBy(TokenKey key) {
    return MessageDigest.isEqual(
        HexFormat.of().parseHex(seal), seal(key, named(sessionId, position)));
  }

  private static byte[] named(SessionId id, long position) {
    return ByteBuffer.allocate(SessionId.BYTES + Long.BYTES)
        .put(id.bytes())
        .putLong(position)
        .array();
  }

  private static byte[] seal(TokenKey key, byte[] named) {
    return Arrays.copyOf(key.sign(LABEL, named), SEAL_BYTES);
  }
}
