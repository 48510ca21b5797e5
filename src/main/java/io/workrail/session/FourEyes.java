package io.workrail.session;

/** Whether a submission may be decided by somebody who took part in it. */
enum FourEyes {
  /** The approver is neither the starter nor the submitter. */
  REQUIRED,
  /** Anybody with the role. */
  NOT_REQUIRED;

  void check(Session session, Submission submission, Requester who) {
    String subject = who.caller().subject();
    if (this == REQUIRED
        && (subject.equals(session.owner()) || subject.equals(submission.submittedBy()))) {
      throw SessionException.notAllowed(
          "Another approver has to decide: you started the session or submitted the work"
              + " (sessions.fourEyes).");
    }
  }
}
