package io.workrail.session.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.session.SessionException;
import io.workrail.session.Submission;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The JSON body of a request, read strictly: what is unknown or of another type is refused. */
final class RequestBody {
  /** Far more than a comment or a reason may have. */
  private static final int MAX_BYTES = 256 * 1024;

  private final ObjectNode json;
  private final String example;

  private RequestBody(ObjectNode json, String example) {
    this.json = json;
    this.example = example;
  }

  /** An approver's word. */
  record Decision(String submissionId, Submission.Status word, Optional<String> comment) {
    private static final String EXAMPLE =
        "{\"submissionId\":\"sub_…\",\"decision\":\"approved\",\"comment\":\"optional\"}";

    static Decision read(InputStream in) throws IOException {
      RequestBody body = RequestBody.read(in, EXAMPLE, "submissionId", "decision", "comment");
      Submission.Status word =
          switch (body.require("decision")) {
            case "approved" -> Submission.Status.APPROVED;
            case "rejected" -> Submission.Status.REJECTED;
            default -> throw body.invalid("\"decision\" has to be \"approved\" or \"rejected\"");
          };
      return new Decision(
          body.require("submissionId"), word, body.find("comment").filter(text -> !text.isBlank()));
    }
  }

  /** Why a session ends. */
  static String readReason(InputStream in) throws IOException {
    return read(in, "{\"reason\":\"why the work ends here\"}", "reason").require("reason");
  }

  private static RequestBody read(InputStream in, String example, String... names)
      throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw SessionException.bodyTooLarge(MAX_BYTES);
    }
    RequestBody body = new RequestBody(parse(bytes, example), example);
    body.json
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!List.of(names).contains(name)) {
                throw body.invalid("\"%s\" is not known here".formatted(name));
              }
            });
    return body;
  }

  private static ObjectNode parse(byte[] bytes, String example) {
    try {
      JsonNode json = StrictJson.parse(bytes);
      if (json instanceof ObjectNode object) {
        return object;
      }
      throw invalid("The body has to be a JSON object", example);
    } catch (MalformedJsonException e) {
      throw invalid("The body is not JSON: " + e.getMessage(), example);
    }
  }

  private String require(String name) {
    return find(name).orElseThrow(() -> invalid("\"%s\" is missing".formatted(name)));
  }

  private Optional<String> find(String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw invalid("\"%s\" has to be text".formatted(name));
    }
    return Optional.of(value.textValue());
  }

  private SessionException invalid(String sentence) {
    return invalid(sentence, example);
  }

  private static SessionException invalid(String sentence, String example) {
    return SessionException.invalid("%s. A correct body: %s".formatted(sentence, example));
  }
}
