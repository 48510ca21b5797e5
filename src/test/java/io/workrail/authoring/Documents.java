package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.engine.Context;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.WorkflowDocument;
import java.util.List;

/** Small documents; single quotes stand for double ones. */
final class Documents {
  private Documents() {}

  static String document(String id, String... steps) {
    return json(
        "{'id':'%s','name':'N','description':'D.','version':'1.0.0','steps':[%s]}"
            .formatted(id, String.join(",", steps)));
  }

  static Workflow workflow(String... steps) {
    return WorkflowDocument.of((ObjectNode) read(document("sample", steps))).workflow();
  }

  static String step(String id, String... members) {
    String more = members.length == 0 ? "" : "," + String.join(",", members);
    return json("{'id':'%s','title':'%s','prompt':'Do %s.'%s}".formatted(id, id, id, more));
  }

  static String stepWhen(String id, String condition) {
    return step(id, "'runCondition':" + condition);
  }

  static String loop(String id, String rule, String... body) {
    return json(
        "{'id':'%s','type':'loop','title':'%s','loop':%s,'body':[%s]}"
            .formatted(id, id, rule, String.join(",", body)));
  }

  static Context context(String json) {
    return Context.received((ObjectNode) read(json(json)));
  }

  static JsonNode value(String json) {
    return read(json(json));
  }

  static List<String> ids(List<Visit> visits) {
    return visits.stream().map(Visit::stepId).toList();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static JsonNode read(String json) {
    try {
      return StrictJson.parse(json);
    } catch (MalformedJsonException e) {
      throw new AssertionError(json, e);
    }
  }
}
