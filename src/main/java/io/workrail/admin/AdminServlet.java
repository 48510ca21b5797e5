package io.workrail.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;
import io.workrail.http.ClientAddress;
import io.workrail.http.ErrorBody;
import io.workrail.http.RequestFacts;
import io.workrail.json.StrictJson;
import io.workrail.storage.StorageUnavailableException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /tasks/<name>}: calls the operation and notes who did so. */
final class AdminServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(AdminServlet.class);

  private final transient AdminOperations operations;
  private final transient AuditLog audit;

  AdminServlet(AdminOperations operations, AuditLog audit) {
    this.operations = operations;
    this.audit = audit;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    Optional<AdminOperation> operation =
        operations.find(path.startsWith("/") ? path.substring(1) : path);
    if (operation.isPresent()) {
      call(operation.get(), request, response);
    } else {
      ErrorBody.of(
              HttpServletResponse.SC_NOT_FOUND,
              "There is no such operation; there are %s."
                  .formatted(String.join(", ", operations.names())))
          .writeTo(response);
    }
  }

  private void call(
      AdminOperation operation, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String actor =
        RequestFacts.subject(request)
            .orElseThrow(() -> new IllegalStateException("nobody identified the caller"));
    AuditEvent event =
        AuditEvent.of("admin.operation")
            .by(actor)
            .from(ClientAddress.of(request).toString())
            .with("operation", operation.name());
    try {
      Map<String, String> parameters = AdminParameters.read(request, operation);
      AdminReply reply = operation.run(new AdminRequest(actor, parameters));
      note(event.with("parameters", tree(parameters)), HttpServletResponse.SC_OK);
      write(reply, response);
    } catch (RuntimeException e) {
      ErrorBody refusal = refusal(e, response);
      note(event, refusal.code());
      refusal.writeTo(response);
    }
  }

  /** The parameters of a refused call are not noted: they may be anything. */
  private void note(AuditEvent event, int status) {
    audit.record(event.with("status", status));
  }

  private static JsonNode tree(Map<String, String> parameters) {
    return StrictJson.mapper().valueToTree(parameters);
  }

  private static ErrorBody refusal(RuntimeException failure, HttpServletResponse response) {
    if (failure instanceof AdminException refusal) {
      return ErrorBody.of(status(refusal.code()), refusal.getMessage());
    }
    if (failure instanceof StorageUnavailableException storage) {
      response.setHeader("Retry-After", String.valueOf(storage.retryAfterSeconds()));
      return ErrorBody.of(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE, String.valueOf(storage.getMessage()));
    }
    LOG.error("Unexpected failure", failure);
    return ErrorBody.unexpected();
  }

  private static int status(AdminException.Code code) {
    return switch (code) {
      case INVALID -> HttpServletResponse.SC_BAD_REQUEST;
      case NOT_FOUND -> HttpServletResponse.SC_NOT_FOUND;
      case CONFLICT -> HttpServletResponse.SC_CONFLICT;
      case UNAVAILABLE -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    };
  }

  private static void write(AdminReply reply, HttpServletResponse response) throws IOException {
    response.setHeader("Cache-Control", "no-store");
    if (reply instanceof AdminReply.Text text) {
      response.setContentType("text/plain;charset=UTF-8");
      response.getOutputStream().write(text.value().getBytes(StandardCharsets.UTF_8));
    } else if (reply instanceof AdminReply.Document document) {
      response.setContentType("application/json");
      response.getOutputStream().write(StrictJson.writeBytes(document.value()));
    }
  }
}
