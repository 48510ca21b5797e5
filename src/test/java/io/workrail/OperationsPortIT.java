package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.workrail.json.StrictJson;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the operations port says of itself. */
@ExtendWith(DropwizardExtensionsSupport.class)
class OperationsPortIT {
  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.application(() -> data);

  @Test
  void theRootListsWhatThePortHas() throws Exception {
    HttpResponse<String> reply = send(request(app.getAdminPort(), "/"));
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode index = StrictJson.parse(reply.body());
    assertThat(index.path("message").textValue()).contains("operations port", "operator");
    assertThat(index.path("operations"))
        .extracting(operation -> operation.path("call").textValue())
        .isSorted()
        .hasSize(9)
        .contains("POST /tasks/backup", "POST /tasks/reload", "POST /tasks/verify-backup");
    assertThat(index.at("/operations/3/parameters").toString()).contains("logger (optional, ");
    for (JsonNode address : index.path("addresses")) {
      String call = address.path("call").textValue();
      assertThat(send(request(app.getAdminPort(), call.substring("GET ".length()))).statusCode())
          .as(call)
          .isEqualTo(200);
    }
    assertThat(index.path("addresses")).hasSize(4);
    assertThat(
            send(request(app.getAdminPort(), "/").header("Origin", "https://evil.example"))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void aMethodThatNoAddressKnowsIsToldWhichAreAllowed() throws Exception {
    assertAllowed("POST", "FOO", app.getLocalPort(), "/mcp");
    assertAllowed("GET, HEAD", "FOO", app.getLocalPort(), "/");
    assertAllowed("GET, HEAD", "POST", app.getAdminPort(), "/metrics");
    assertAllowed("GET, HEAD", "POST", app.getAdminPort(), "/");
  }

  private static void assertAllowed(String allowed, String method, int port, String path)
      throws Exception {
    HttpResponse<String> reply =
        send(request(port, path).method(method, HttpRequest.BodyPublishers.noBody()));
    assertThat(reply.statusCode()).as(method + path).isEqualTo(405);
    assertThat(reply.headers().firstValue("Allow")).as(method + path).hasValue(allowed);
  }

  @Test
  void whatThePortDoesNotHaveIsToldInItsOwnWords() throws Exception {
    HttpResponse<String> reply = send(request(app.getAdminPort(), "/no/such/place"));
    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(StrictJson.parse(reply.body()).path("message").textValue())
        .contains("operations port", "GET /")
        .doesNotContain("/mcp");
  }
}
