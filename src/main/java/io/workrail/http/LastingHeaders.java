package io.workrail.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * A reply some of whose headers outlive its emptying: whatever answers a request late, with an
 * error in place of what was begun, starts from an empty reply and knows nothing of these headers.
 */
final class LastingHeaders extends Response.Wrapper {
  private final HttpFields.Mutable kept = HttpFields.build();
  private final HttpFields.Mutable headers;

  LastingHeaders(Request request, Response response) {
    super(request, response);
    this.headers =
        new HttpFields.Mutable.Wrapper(response.getHeaders()) {
          @Override
          public HttpFields.Mutable clear() {
            super.clear();
            restore();
            return this;
          }
        };
  }

  /** Adds a header to stay on this reply, whichever it will be; a resource may still replace it. */
  static void keep(Response response, HttpField field) {
    put(response.getHeaders(), field);
    LastingHeaders lasting = Response.as(response, LastingHeaders.class);
    if (lasting != null) {
      lasting.kept.put(field);
    }
  }

  @Override
  public HttpFields.Mutable getHeaders() {
    return headers;
  }

  @Override
  public void reset() {
    super.reset();
    restore();
  }

  private void restore() {
    kept.forEach(field -> put(getWrapped().getHeaders(), field));
  }

  /** {@code Vary} is a list that others add to. */
  private static void put(HttpFields.Mutable fields, HttpField field) {
    if (field.getHeader() == HttpHeader.VARY) {
      fields.ensureField(field);
    } else {
      fields.put(field);
    }
  }
}
