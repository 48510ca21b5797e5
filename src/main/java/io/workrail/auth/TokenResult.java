package io.workrail.auth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.configuration.OutputFormat;
import io.workrail.json.StrictJson;
import java.util.List;

/**
 * What the command for tokens has done.
 *
 * @param text for people; of a new token the credential itself
 * @param json for programs
 */
record TokenResult(String text, ObjectNode json) {
  /** A new token. */
  static TokenResult issued(Caller caller, IssuedToken token) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("token", token.text())
            .put("jti", token.id())
            .put("subject", caller.subject());
    labels(caller).forEach(json.putArray("roles")::add);
    caller.team().ifPresent(team -> json.put("team", team));
    return new TokenResult(token.text(), json.put("expires", token.expiry().toString()));
  }

  /** The end of one token. */
  static TokenResult revokedToken(String id) {
    return revoked("token " + id, "jti", id);
  }

  /** The end of all tokens of a subject. */
  static TokenResult revokedSubject(String subject) {
    return revoked("all tokens of %s until now".formatted(subject), "subject", subject);
  }

  private static TokenResult revoked(String what, String member, String value) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("revoked").put(member, value);
    return new TokenResult("revoked: " + what, json);
  }

  /** The names of the caller's roles, in order. */
  static List<String> labels(Caller caller) {
    return caller.roles().stream().map(Role::label).sorted().toList();
  }

  String in(OutputFormat format) {
    return format == OutputFormat.JSON ? StrictJson.write(json) : text;
  }

  /** Without the credential. */
  @Override
  public String toString() {
    return "result of workrail token";
  }
}
