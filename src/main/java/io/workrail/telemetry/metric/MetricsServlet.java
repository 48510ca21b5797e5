package io.workrail.telemetry.metric;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /metrics} on the admin port, in place of Dropwizard's, which speaks JSON. */
final class MetricsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Exposition exposition;

  MetricsServlet(Exposition exposition) {
    this.exposition = exposition;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Exposition.Page page = exposition.render(request.getHeader("Accept"));
    response.setContentType(page.contentType());
    response.setContentLength(page.body().size());
    page.body().writeTo(response.getOutputStream());
  }
}
