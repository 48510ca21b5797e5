package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a step that needs a person's word may count as done.
 *
 * @param way how the word came
 * @param comment what the person said beside it
 */
record Confirmation(Way way, Optional<String> comment) {
  /** How a person's word comes. */
  enum Way {
    /** None was needed. */
    NONE,
    /** The agent says that its user agreed. */
    REPORTED,
    /** The person was asked through the client. */
    ELICITED,
    /** An approver decided on the submission. */
    APPROVED
  }

  static final Confirmation NOT_NEEDED = new Confirmation(Way.NONE, Optional.empty());
  static final Confirmation REPORTED = new Confirmation(Way.REPORTED, Optional.empty());

  void copyTo(ObjectNode payload) {
    if (way != Way.NONE) {
      payload.put("confirmation", way.name().toLowerCase(Locale.ROOT));
    }
    comment.ifPresent(text -> payload.put("comment", text));
  }
}
