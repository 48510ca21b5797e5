package io.workrail.publishing.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.auth.Auth;
import io.workrail.auth.Caller;
import io.workrail.auth.RequiredRole;
import io.workrail.auth.Role;
import io.workrail.http.QueryParameters;
import io.workrail.json.StrictJson;
import io.workrail.publishing.Draft;
import io.workrail.publishing.Precondition;
import io.workrail.publishing.Publication;
import io.workrail.publishing.PublishingException;
import io.workrail.publishing.WorkflowJson;
import io.workrail.publishing.WorkflowPublishing;
import io.workrail.workflow.ContentHash;
import io.workrail.workflow.WorkflowDocument;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.CatalogEntry;
import io.workrail.workflow.catalog.CatalogJson;
import io.workrail.workflow.catalog.CatalogSnapshot;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.validation.WorkflowValidator;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /api/v1/workflows}; see {@code spec/operations.md}, Roles. */
@Path("/api/v1/workflows")
public final class WorkflowsResource {
  private static final Set<Role> AUTHORS = Set.of(Role.AUTHOR);

  /** Entries of the largest page, which is the usual one. */
  private static final int MAX_LIMIT = 100;

  private final WorkflowCatalog catalog;
  private final WorkflowPublishing publishing;

  /** The API over a catalogue. */
  public WorkflowsResource(WorkflowCatalog catalog, WorkflowPublishing publishing) {
    this.catalog = catalog;
    this.publishing = publishing;
  }

  /** What is served, by id, page by page; for authors also what is not, and why. */
  @GET
  public Response list(@Auth Caller caller, @Context UriInfo uri) {
    RequiredRole.check(caller, Role.USERS);
    QueryParameters query = QueryParameters.of(uri, "limit", "cursor");
    CatalogSnapshot snapshot = catalog.snapshot();
    ObjectNode page = page(snapshot, after(query), query.limit(MAX_LIMIT, MAX_LIMIT));
    if (caller.has(Role.AUTHOR)) {
      page.set("problems", CatalogJson.of(snapshot.problems()));
    }
    return reply(Response.Status.OK, page).build();
  }

  /** A document, with its content hash as its tag. */
  @GET
  @Path("/{id}")
  public Response show(
      @Auth Caller caller,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @PathParam("id") String id) {
    RequiredRole.check(caller, Role.USERS);
    QueryParameters.refuseAll(uri);
    WorkflowDocument document = catalog.find(id).orElseThrow(() -> publishing.unknown(id));
    return VersionHeaders.isKnown(headers, document.hash())
        ? tagged(Response.notModified(), document.hash()).build()
        : tagged(reply(Response.Status.OK, document.json()), document.hash()).build();
  }

  /** Publishes a document; every call after the reply is served the new version. */
  @PUT
  @Path("/{id}")
  public Response publish(
      @Auth Caller caller,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @PathParam("id") String id,
      InputStream in)
      throws IOException {
    RequiredRole.check(caller, AUTHORS);
    QueryParameters.refuseAll(uri);
    Precondition precondition = VersionHeaders.forWriting(headers);
    Draft draft = publishing.check(read(in), requireId(id));
    Publication done = publishing.publish(draft, precondition, caller.subject());
    ObjectNode body = WorkflowJson.of(done);
    Response.ResponseBuilder reply =
        done.result() == Publication.Result.CREATED
            ? reply(Response.Status.CREATED, body).location(uri.getAbsolutePath())
            : reply(Response.Status.OK, body);
    return tagged(reply, draft.document().hash()).build();
  }

  /** Removes a published document; running sessions keep theirs. */
  @DELETE
  @Path("/{id}")
  public Response remove(
      @Auth Caller caller,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @PathParam("id") String id) {
    RequiredRole.check(caller, AUTHORS);
    QueryParameters.refuseAll(uri);
    publishing.remove(id, VersionHeaders.forRemoving(headers), caller.subject());
    return Response.noContent().build();
  }

  private static Optional<WorkflowId> after(QueryParameters query) {
    Optional<String> cursor = query.find("cursor");
    if (!cursor.map(WorkflowId::isValid).orElse(true)) {
      throw QueryParameters.refusal("\"cursor\" has to be the nextCursor of the page before.");
    }
    return cursor.map(WorkflowId::new);
  }

  private static ObjectNode page(CatalogSnapshot snapshot, Optional<WorkflowId> after, int limit) {
    List<CatalogEntry> rest =
        after
            .map(id -> snapshot.documents().tailMap(id, false))
            .orElse(snapshot.documents())
            .values()
            .stream()
            .limit(limit + 1L)
            .toList();
    List<CatalogEntry> entries = rest.subList(0, Math.min(rest.size(), limit));
    ObjectNode page = StrictJson.mapper().createObjectNode();
    ArrayNode items = page.putArray("items");
    entries.forEach(entry -> items.add(WorkflowJson.of(entry)));
    if (rest.size() > entries.size()) {
      page.put("nextCursor", entries.get(entries.size() - 1).id().value());
    }
    return page;
  }

  private static WorkflowId requireId(String id) {
    if (!WorkflowId.isValid(id)) {
      throw PublishingException.invalidRequest(
          "The id in the address has to be 3 to 64 lower-case letters, digits and hyphens, in groups"
              + " joined by dots, as inside the document.");
    }
    return new WorkflowId(id);
  }

  /** One byte more than a document may have is enough to know that it is too large. */
  private static byte[] read(InputStream in) throws IOException {
    byte[] document = in.readNBytes(WorkflowValidator.MAX_BYTES + 1);
    if (document.length > WorkflowValidator.MAX_BYTES) {
      throw PublishingException.tooLarge();
    }
    return document;
  }

  private static Response.ResponseBuilder reply(Response.Status status, ObjectNode body) {
    return Response.status(status)
        .entity(StrictJson.writeBytes(body))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }

  private static Response.ResponseBuilder tagged(Response.ResponseBuilder reply, ContentHash hash) {
    return reply.header(HttpHeaders.ETAG, VersionHeaders.tag(hash));
  }
}
