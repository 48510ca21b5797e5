package io.workrail.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.workflow.WorkflowId;

/**
 * The call that helps a model on, ready to be copied.
 *
 * @param arguments treated as immutable
 */
public record NextCall(String tool, ObjectNode arguments) {
  static NextCall resume(SessionId id) {
    return new NextCall("workflow_resume", object().put("sessionId", id.value()));
  }

  static NextCall proceed(String token, ObjectNode rest) {
    ObjectNode arguments = object().put("continueToken", token);
    arguments.setAll(rest);
    return new NextCall("workflow_continue", arguments);
  }

  static NextCall start(WorkflowId workflowId) {
    return new NextCall(
        "workflow_start",
        object().put("workflowId", workflowId.value()).put("goal", "what should be achieved"));
  }

  static NextCall findSessions() {
    return new NextCall("workflow_resume", object());
  }

  /** The member {@code nextCall} of a reply. */
  public ObjectNode toJson() {
    ObjectNode json = object().put("tool", tool);
    json.set("arguments", arguments);
    return json;
  }

  /** As a model can copy it out of a sentence. */
  @Override
  public String toString() {
    return tool + " " + arguments;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
