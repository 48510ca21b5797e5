package io.workrail.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.SettableClock;
import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.workflow.catalog.SourceFile;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.catalog.WorkflowSource;
import io.workrail.workflow.validation.WorkflowValidator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Sessions over small documents, with a clock that tests move, and short ways to call. */
final class SessionFixture {
  /** Two steps; the second has criteria. */
  static final String PLAIN =
      """
      {"id":"plain-work","name":"Plain work","description":"Two steps.","version":"1.0.0","steps":[
        {"id":"look","title":"Look","prompt":"Look at it."},
        {"id":"fix","title":"Fix","prompt":"Fix it.","validationCriteria":[
          {"type":"contains","value":"tested","message":"Say that it was tested."}]}]}""";

  /** A step that a person confirms, then another. */
  static final String CONFIRMED =
      """
      {"id":"confirmed-work","name":"Confirmed work","description":"Asks.","version":"1.0.0","steps":[
        {"id":"plan","title":"Plan","prompt":"Plan it.","requireConfirmation":true},
        {"id":"build","title":"Build","prompt":"Build it."}]}""";

  /** A loop over items, then a step. */
  static final String LOOPED =
      """
      {"id":"looped-work","name":"Looped work","description":"Loops.","version":"1.0.0","steps":[
        {"id":"list-files","title":"List","prompt":"List them."},
        {"id":"each-file","type":"loop","title":"Each","loop":{"type":"forEach","items":"files","maxIterations":50},
         "body":[{"id":"read-file","title":"Read","prompt":"Read it."},
                 {"id":"note-file","title":"Note","prompt":"Note it."}]},
        {"id":"sum-up","title":"Sum up","prompt":"Sum it up."}]}""";

  /** A branch variable decides. */
  static final String BRANCHED =
      """
      {"id":"branched-work","name":"Branched work","description":"Branches.","version":"1.0.0","steps":[
        {"id":"assess","title":"Assess","prompt":"Assess it."},
        {"id":"small-way","title":"Small","prompt":"Do it.","runCondition":{"var":"size","equals":"small"}},
        {"id":"large-way","title":"Large","prompt":"Do it.","runCondition":{"var":"size","equals":"large"}}]}""";

  final List<SessionEvent> observed = new ArrayList<>();
  final List<SessionObserver> observers = new ArrayList<>();
  final SettableClock clock = new SettableClock();
  final SessionStore store;
  final SessionService service;
  final AtomicReference<List<String>> documents =
      new AtomicReference<>(List.of(PLAIN, CONFIRMED, LOOPED, BRANCHED));
  final WorkflowCatalog catalog;

  SessionFixture() {
    this(new MemorySessionStore(), "{}");
  }

  SessionFixture(SessionStore store, String settings) {
    this.store = store;
    this.catalog =
        new WorkflowCatalog(List.of(new Texts(documents)), new WorkflowValidator(), false);
    catalog.reload();
    this.service =
        new SessionService(
            store,
            catalog,
            settings(settings),
            clock,
            new SecureRandom(),
            (session, event) -> {
              observed.add(event);
              observers.forEach(observer -> observer.recorded(session, event));
            });
  }

  static SessionsConfiguration settings(String json) {
    return StrictJson.mapper().convertValue(json(json), SessionsConfiguration.class);
  }

  static Requester agent(String subject) {
    return requester(subject, "red", Role.AGENT);
  }

  static Requester requester(String subject, String team, Role... roles) {
    return new Requester(
        new Caller(subject, Set.of(roles), Optional.of(team)),
        Optional.of("test-client/1.0"),
        "request-of-" + subject);
  }

  ObjectNode start(String workflow, Requester who) {
    return reply(
        service.start(
            object("{\"workflowId\":\"%s\",\"goal\":\"Make it work\"}".formatted(workflow)), who));
  }

  ObjectNode proceed(String token, String rest, Requester who) {
    return reply(proceed(token, rest, new Asking.Impossible(), who));
  }

  SessionAnswer proceed(String token, String rest, Asking asking, Requester who) {
    return service.proceed(token, StepInput.of(object(rest)), asking, who);
  }

  ObjectNode checkpoint(String token, String notes, Requester who) {
    return reply(service.checkpoint(token, StepInput.of(object("{}").put("notes", notes)), who));
  }

  List<SessionEvent> events(ObjectNode reply) {
    return store.listEvents(id(reply), 0, 1000);
  }

  Session row(ObjectNode reply) {
    return store.find(id(reply)).orElseThrow();
  }

  static SessionId id(ObjectNode reply) {
    return new SessionId(reply.path("session").path("id").asText());
  }

  static String token(ObjectNode reply) {
    return reply.path("continueToken").asText();
  }

  static String stepId(ObjectNode reply) {
    return reply.path("step").path("id").asText();
  }

  static String notes(String text) {
    return object("{}").put("notes", text).toString();
  }

  static ObjectNode reply(SessionAnswer answer) {
    // As a client sees it: what is only in memory does not count.
    return object(StrictJson.write(((SessionAnswer.Reply) answer).json()));
  }

  static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }

  static JsonNode json(String text) {
    try {
      return StrictJson.parse(text);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** Documents that a test can exchange. */
  private record Texts(AtomicReference<List<String>> documents) implements WorkflowSource {
    @Override
    public Listing list() {
      List<SourceFile> files = new ArrayList<>();
      for (String text : documents.get()) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        files.add(
            new SourceFile(files.size() + ".json", Integer.toString(text.hashCode()), () -> bytes));
      }
      return new Listing(files, List.of());
    }

    @Override
    public Optional<Path> watchedFolder() {
      return Optional.empty();
    }
  }
}
