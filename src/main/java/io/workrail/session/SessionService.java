package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.workflow.catalog.WorkflowCatalog;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Everything that can be done with sessions. Each method reads one row, asks the engine, makes one
 * unit of work true, and only then answers. The methods throw {@link SessionException} for what the
 * caller can mend, {@code StorageUnavailableException} when nothing could be stored, and what the
 * engine and the catalogue throw. Thread-safe.
 */
public final class SessionService {
  private final StartSession start;
  private final ContinueSession proceed;
  private final KeepNotes keepNotes;
  private final ResumeSession resume;
  private final RewindSession rewind;
  private final AbandonSession abandon;
  private final DecideSubmission decide;

  /** The service over a store. */
  public SessionService(
      SessionStore store,
      WorkflowCatalog catalog,
      SessionsConfiguration settings,
      Clock clock,
      RandomGenerator random,
      SessionObserver observer) {
    PinnedWorkflows workflows = new PinnedWorkflows(store);
    SessionWriter writer = new SessionWriter(store, observer);
    PersonsWord word = settings.personsWord(store, clock, random);
    this.start = new StartSession(catalog, store, workflows, writer, clock, random);
    this.proceed = new ContinueSession(store, workflows, writer, word, clock);
    this.keepNotes = new KeepNotes(store, workflows, writer, clock);
    this.resume = new ResumeSession(store, workflows, writer, clock);
    this.rewind = new RewindSession(store, workflows, writer, clock);
    this.abandon = new AbandonSession(store, writer, clock);
    this.decide = new DecideSubmission(store, workflows, writer, settings.fourEyes(), clock);
  }

  /**
   * Makes a session and gives its first step; the same {@code requestId} finds it again.
   *
   * @param arguments {@code workflowId}, {@code goal}, {@code context?}, {@code requestId?}
   */
  public SessionAnswer start(ObjectNode arguments, Requester who) {
    return start.run(arguments, who);
  }

  /** Completes the pending step, or says why it is not complete yet. */
  public SessionAnswer proceed(String token, StepInput input, Asking asking, Requester who) {
    return proceed.run(token, input, asking, who);
  }

  /** Keeps notes without advancing. */
  public SessionAnswer checkpoint(String token, StepInput input, Requester who) {
    return keepNotes.run(token, input, who);
  }

  /** Goes on with a session; one that a teammate holds is taken over. */
  public SessionAnswer resume(String sessionId, Requester who) {
    return resume.run(sessionId, who);
  }

  /** Lists sessions that could be gone on with. */
  public SessionAnswer list(SessionQuery query) {
    return resume.list(query);
  }

  /**
   * Goes back to before a completed step.
   *
   * @param round of its loop; the latest occurrence when absent
   * @param expectedRevision what the caller knows of the session
   */
  public SessionAnswer rewind(
      String sessionId,
      String stepId,
      Optional<Integer> round,
      String reason,
      long expectedRevision,
      Requester who) {
    return rewind.run(
        sessionId, new RewindSession.Target(stepId, round, reason, expectedRevision), who);
  }

  /** Ends a session without completing it. */
  public SessionAnswer abandon(String token, String reason, Requester who) {
    return abandon.run(token, reason, who);
  }

  /** Ends a session without its token: for its owner, its holder, and those who run the server. */
  public SessionAnswer abandonById(String sessionId, String reason, Requester who) {
    return abandon.byId(sessionId, reason, who);
  }

  /**
   * An approver decides on submitted work: the step counts as done, or is open again.
   *
   * @param word {@code APPROVED} or {@code REJECTED}
   */
  public SessionAnswer decide(
      String sessionId,
      String submissionId,
      Submission.Status word,
      Optional<String> comment,
      Requester who) {
    return decide.run(
        sessionId, submissionId, new DecideSubmission.Word(word, comment), who, who.readable());
  }
}
