package io.workrail.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Asks a person through the client. What is asked is not kept: the client brings the state back,
 * sealed by the session's own key over everything the question was about.
 */
final class Elicitation {
  static final Duration VALIDITY = Duration.ofMinutes(15);

  private static final String LABEL = "elicitation";
  private static final int SEAL_BYTES = 32;

  private final Clock clock;

  /** A call that a person's word is needed for. */
  record Question(Session session, String stepId, String subject, String digest) {}

  /** What the person said, as far as it is understood. */
  sealed interface Word {
    /** Nothing, or nothing that fits. */
    record None() implements Word {}

    /** Agreed. */
    record Confirmed(Optional<String> comment) implements Word {}

    /** Not good enough yet. */
    record SentBack(Optional<String> comment) implements Word {}

    /** Closed the question without an answer. */
    record Cancelled() implements Word {}
  }

  Elicitation(Clock clock) {
    this.clock = clock;
  }

  /** The state for a question that is asked now. */
  String stateOf(Question question) {
    long expiry = clock.instant().plus(VALIDITY).getEpochSecond();
    ByteBuffer state = ByteBuffer.allocate(Long.BYTES + SEAL_BYTES);
    state.putLong(expiry).put(seal(question, expiry));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(state.array());
  }

  /**
   * The word of the person.
   *
   * @throws SessionException when the state was altered or belongs to another call
   */
  Word read(Question question, Optional<PersonsAnswer> answer) {
    if (answer.isEmpty()) {
      return new Word.None();
    }
    long expiry = verify(question, answer.get().requestState());
    if (clock.instant().isAfter(Instant.ofEpochSecond(expiry))) {
      return new Word.None();
    }
    return switch (answer.get().action()) {
      case "accept" ->
          switch (answer.get().decision()) {
            case "confirm" -> new Word.Confirmed(answer.get().comment());
            case "send_back" -> new Word.SentBack(answer.get().comment());
            default -> new Word.None();
          };
      case "decline" -> new Word.SentBack(answer.get().comment());
      case "cancel" -> new Word.Cancelled();
      default -> new Word.None();
    };
  }

  private static long verify(Question question, String state) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(state);
    } catch (IllegalArgumentException e) {
      throw SessionException.invalidRequestState();
    }
    if (bytes.length != Long.BYTES + SEAL_BYTES) {
      throw SessionException.invalidRequestState();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long expiry = buffer.getLong();
    byte[] seal = new byte[SEAL_BYTES];
    buffer.get(seal);
    if (!MessageDigest.isEqual(seal, seal(question, expiry))) {
      throw SessionException.invalidRequestState();
    }
    return expiry;
  }

  private static byte[] seal(Question question, long expiry) {
    Session session = question.session();
    String about =
        String.join(
            "\n",
            "workflow_continue",
            session.id().value(),
            question.stepId(),
            Long.toString(session.position()),
            Long.toString(expiry),
            question.digest(),
            question.subject());
    return session.tokenKey().sign(LABEL, about.getBytes(StandardCharsets.UTF_8));
  }
}
