package io.workrail.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.util.List;

/** Writes what people and programs see of sessions. Nothing of it lets anybody advance one. */
final class SessionViews {
  private static final List<String> HANDED_IN =
      List.of("notes", "output", "artifacts", "context", "confirmed");

  private SessionViews() {}

  static ObjectNode session(Session session) {
    ObjectNode view = Replies.view(session);
    session.team().ifPresent(team -> view.put("team", team));
    view.put("updatedAt", session.updatedAt().toString());
    session.endedAt().ifPresent(at -> view.put("endedAt", at.toString()));
    return view.put("headHash", session.headHash());
  }

  /** The payload stands as it was stored, which is what the hash covers. */
  static ObjectNode event(SessionEvent event) {
    ObjectNode view = Replies.object();
    view.put("seq", event.seq())
        .put("type", event.type().label())
        .put("position", event.position())
        .put("actor", event.actor());
    event.client().ifPresent(client -> view.put("client", client));
    view.put("requestId", event.requestId()).put("at", event.at().toString());
    event.digest().ifPresent(digest -> view.put("digest", digest));
    view.set("payload", payload(event));
    return view.put("previousHash", event.previousHash()).put("hash", event.hash());
  }

  /** What an approver has to look at. */
  static ObjectNode submission(Submission submission) {
    ObjectNode view = Replies.object();
    view.put("id", submission.id()).put("stepId", submission.stepId());
    view.put("submittedBy", submission.submittedBy());
    submission.client().ifPresent(client -> view.put("client", client));
    view.put("submittedAt", submission.submittedAt().toString());
    JsonNode input = parsed(submission.input());
    for (String name : HANDED_IN) {
      if (input.has(name)) {
        view.set(name, input.get(name));
      }
    }
    return view;
  }

  private static JsonNode payload(SessionEvent event) {
    return parsed(event.payload());
  }

  /** Damaged text is shown as it is: a history has to be readable when it is not intact, too. */
  private static JsonNode parsed(String text) {
    try {
      return StrictJson.parse(text);
    } catch (MalformedJsonException e) {
      return new TextNode(text);
    }
  }
}
