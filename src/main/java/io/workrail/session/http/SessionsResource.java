package io.workrail.session.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.auth.Auth;
import io.workrail.auth.Caller;
import io.workrail.auth.RequiredRole;
import io.workrail.auth.Role;
import io.workrail.http.QueryParameters;
import io.workrail.http.RequestId;
import io.workrail.json.StrictJson;
import io.workrail.session.Requester;
import io.workrail.session.Session;
import io.workrail.session.SessionQuery;
import io.workrail.session.SessionReader;
import io.workrail.session.SessionScope;
import io.workrail.session.SessionService;
import io.workrail.session.SessionStatus;
import io.workrail.session.report.SessionReport;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** {@code /api/v1/sessions}; see {@code spec/sessions.md}, HTTP API. */
@Path("/api/v1/sessions")
public final class SessionsResource {
  private static final Set<Role> APPROVERS = Set.of(Role.APPROVER);
  private static final Set<Role> ENDERS = Set.of(Role.AGENT, Role.AUTHOR, Role.OPERATOR);

  private static final MediaType MARKDOWN =
      new MediaType("text", "markdown", StandardCharsets.UTF_8.name());

  /** Entries of a page, when the caller does not say. */
  private static final int DEFAULT_LIMIT = 50;

  private final SessionService service;
  private final SessionReader reader;

  /** The API over the sessions. */
  public SessionsResource(SessionService service, SessionReader reader) {
    this.service = service;
    this.reader = reader;
  }

  /** The sessions that the caller may read, the newest first, page by page. */
  @GET
  public Response list(@Auth Caller caller, @Context UriInfo uri) {
    SessionScope scope = readable(caller);
    return json(reader.list(query(uri, scope)));
  }

  /** One session, with the step that is pending and the work that waits for an approver. */
  @GET
  @Path("/{id}")
  public Response show(@Auth Caller caller, @Context UriInfo uri, @PathParam("id") String id) {
    SessionScope scope = readable(caller);
    QueryParameters.refuseAll(uri);
    return json(reader.show(id, scope));
  }

  /** What happened in a session, in order, page by page. */
  @GET
  @Path("/{id}/events")
  public Response events(@Auth Caller caller, @Context UriInfo uri, @PathParam("id") String id) {
    SessionScope scope = readable(caller);
    QueryParameters page = QueryParameters.of(uri, "after", "limit");
    return json(reader.events(id, scope, page.after(), limit(page)));
  }

  /** The whole history as a Markdown document. */
  @GET
  @Path("/{id}/report")
  public Response report(@Auth Caller caller, @Context UriInfo uri, @PathParam("id") String id) {
    SessionScope scope = readable(caller);
    QueryParameters.refuseAll(uri);
    Session session = reader.require(id, scope);
    return reply(MARKDOWN, written(new SessionReport(reader, session)));
  }

  /** An approver's word on submitted work; the reply is the session as it is afterwards. */
  @POST
  @Path("/{id}/approvals")
  public Response decide(
      @Auth Caller caller, @Context HttpHeaders headers, @PathParam("id") String id, InputStream in)
      throws IOException {
    RequiredRole.check(caller, APPROVERS);
    Requester who = requester(caller, headers);
    RequestBody.Decision word = RequestBody.Decision.read(in);
    service.decide(id, word.submissionId(), word.word(), word.comment(), who);
    return json(reader.show(id, who.readable()));
  }

  /** Ends a session without completing it; the reply is the session as it is afterwards. */
  @POST
  @Path("/{id}/abandon")
  public Response abandon(
      @Auth Caller caller, @Context HttpHeaders headers, @PathParam("id") String id, InputStream in)
      throws IOException {
    RequiredRole.check(caller, ENDERS);
    Requester who = requester(caller, headers);
    service.abandonById(id, RequestBody.readReason(in), who);
    return json(reader.show(id, who.readable()));
  }

  private static SessionScope readable(Caller caller) {
    RequiredRole.check(caller, Role.USERS);
    return new Requester(caller, Optional.empty(), RequestId.current()).readable();
  }

  /** As events name them: the program is what it says of itself. */
  private static Requester requester(Caller caller, HttpHeaders headers) {
    return new Requester(
        caller,
        Optional.ofNullable(headers.getHeaderString(HttpHeaders.USER_AGENT)),
        RequestId.current());
  }

  private static SessionQuery query(UriInfo uri, SessionScope scope) {
    QueryParameters given =
        QueryParameters.of(uri, "status", "workflowId", "owner", "limit", "cursor");
    return new SessionQuery(
        scope,
        given.find("status").map(SessionsResource::status).map(Set::of).orElse(Set.of()),
        given.find("workflowId"),
        given.find("owner"),
        "",
        given.find("cursor"),
        limit(given));
  }

  private static int limit(QueryParameters given) {
    return given.limit(SessionQuery.MAX_LIMIT, DEFAULT_LIMIT);
  }

  private static SessionStatus status(String label) {
    return SessionStatus.find(label)
        .orElseThrow(
            () ->
                QueryParameters.refusal(
                    "\"status\" has to be one of %s."
                        .formatted(String.join(", ", SessionStatus.labels()))));
  }

  private static StreamingOutput written(SessionReport report) {
    return out -> {
      Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      report.writeTo(writer);
      writer.flush();
    };
  }

  private static Response json(ObjectNode value) {
    return reply(MediaType.APPLICATION_JSON_TYPE, StrictJson.writeBytes(value));
  }

  /** What sessions say is for the caller only. */
  private static Response reply(MediaType type, Object entity) {
    return Response.ok(entity, type).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
