package io.workrail.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.engine.NextStep;
import java.util.List;

/** Writes what a model reads of a session: the members of every result, in one place. */
final class Replies {
  private static final String WARNINGS = "_warnings";

  private Replies() {}

  /** What everybody may see of a session. */
  static ObjectNode view(Session session) {
    ObjectNode view = object();
    view.put("id", session.id().value())
        .put("workflowId", session.workflowId().value())
        .put("workflowVersion", session.workflowVersion())
        .put("workflowHash", session.workflowHash().value())
        .put("goal", session.goal())
        .put("status", session.status().label())
        .put("owner", session.owner())
        .put("holder", session.holder())
        .put("startedAt", session.startedAt().toString())
        .put("completedCount", session.state().completedCount());
    ArrayNode last = view.putArray("lastCompleted");
    session.state().lastCompleted().forEach(step -> last.add(step(step)));
    return view.put("revision", session.revision());
  }

  static ObjectNode of(String outcome, Session session) {
    ObjectNode reply = object().put("outcome", outcome).put("replayed", false);
    reply.set("session", view(session));
    return reply;
  }

  /** A recorded or repeated reply. */
  static ObjectNode replayed(ObjectNode reply) {
    return reply.put("replayed", true);
  }

  /** With what comes next, and the token for it. */
  static ObjectNode withNext(ObjectNode reply, Session session, Progress progress) {
    NextStep next = progress.next();
    JsonNode step =
        next instanceof NextStep.Pending pending ? pending.step().source() : NullNode.getInstance();
    reply.set("step", step);
    reply.set("guidance", guidance(next));
    if (!session.status().isEnded()) {
      withToken(reply, session);
      reply.set(
          "nextCall", NextCall.proceed(ContinueToken.of(session), proceedWith(next)).toJson());
    }
    return reply;
  }

  static ObjectNode withToken(ObjectNode reply, Session session) {
    return reply.put("continueToken", ContinueToken.of(session));
  }

  /** With why an attempt did not advance. */
  static ObjectNode withIssues(ObjectNode reply, List<String> issues, List<String> suggestions) {
    reply.set("issues", texts(issues));
    reply.set("suggestions", texts(suggestions));
    return reply;
  }

  static ObjectNode step(CompletedStep step) {
    ObjectNode json = object().put("stepId", step.stepId());
    step.round().ifPresent(round -> json.put("round", round));
    return json;
  }

  static ArrayNode texts(List<String> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(array::add);
    return array;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** What has to be added to the token: the model fills it in. */
  private static ObjectNode proceedWith(NextStep next) {
    ObjectNode rest = object();
    if (next instanceof NextStep.NeedsContext) {
      rest.putObject("context");
    } else {
      rest.put("notes", "");
    }
    return rest;
  }

  private static ObjectNode guidance(NextStep next) {
    ObjectNode guidance = object();
    if (next instanceof NextStep.Pending pending) {
      guidance.put("prompt", pending.guidance().prompt());
      guidance.put("requiresConfirmation", pending.guidance().requiresConfirmation());
      if (!pending.guidance().validationCriteria().isEmpty()) {
        guidance.set("validationCriteria", texts(pending.guidance().validationCriteria()));
      }
    } else if (next instanceof NextStep.NeedsContext needs) {
      guidance.put("prompt", needs.prompt());
    } else if (next instanceof NextStep.Complete complete) {
      guidance.put("prompt", complete.prompt());
    }
    JsonNode warnings = next.context().get(WARNINGS);
    if (warnings.isArray()) {
      guidance.set("warnings", warnings);
    }
    return guidance;
  }
}
