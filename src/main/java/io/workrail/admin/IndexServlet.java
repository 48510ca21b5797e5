package io.workrail.admin;

import io.workrail.json.StrictJson;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** {@code GET /} of the operations port: what is there, in place of Dropwizard's menu of links. */
final class IndexServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient AdminOperations operations;

  /** What can be read without a token. */
  private record Address(String call, String answer) {}

  /** What needs a token of an operator. */
  private record Operation(String call, List<String> parameters) {
    static Operation of(AdminOperation operation) {
      return new Operation(
          "POST %s/%s".formatted(AdminOperations.PREFIX, operation.name()),
          operation.parameters().stream().map(AdminParameter::toString).toList());
    }
  }

  /** The reply. */
  private record Index(
      String message, Collection<Address> addresses, Collection<Operation> operations) {}

  IndexServlet(AdminOperations operations) {
    this.operations = operations;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Index index =
        new Index(
            "The operations port of WorkRail. Operations need the header Authorization: Bearer and"
                + " a token of role operator; clients of MCP call the application port.",
            operations.addresses().entrySet().stream()
                .map(address -> new Address(address.getKey(), address.getValue()))
                .toList(),
            operations.all().stream().map(Operation::of).toList());
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(StrictJson.writeBytes(index));
  }
}
