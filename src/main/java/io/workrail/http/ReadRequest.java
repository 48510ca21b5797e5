package io.workrail.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose body was read already: what comes behind it never waits for the client. */
final class ReadRequest extends Request.Wrapper {
  private final HttpFields headers;
  private Content.@Nullable Chunk next;

  /** A request with this body. */
  ReadRequest(Request request, ByteBuffer body) {
    this(request, body.hasRemaining() ? Content.Chunk.from(body, true) : Content.Chunk.EOF);
  }

  /** A request whose body is not there, for this reason. */
  ReadRequest(Request request, Throwable reason) {
    this(request, Content.Chunk.from(reason, true));
  }

  private ReadRequest(Request request, Content.Chunk body) {
    super(request);
    this.next = body;
    this.headers = withoutExpectation(request.getHeaders());
  }

  /** The client that asked whether to send the body has its answer. */
  private static HttpFields withoutExpectation(HttpFields headers) {
    return headers.contains(HttpHeader.EXPECT)
        ? HttpFields.build(headers).remove(HttpHeader.EXPECT).asImmutable()
        : headers;
  }

  @Override
  public HttpFields getHeaders() {
    return headers;
  }

  @Override
  public Content.@Nullable Chunk read() {
    Content.Chunk chunk = next;
    if (chunk != null && !Content.Chunk.isFailure(chunk)) {
      next = Content.Chunk.EOF;
    }
    return chunk;
  }

  @Override
  public void demand(Runnable available) {
    available.run();
  }

  @Override
  public void fail(Throwable failure) {
    next = Content.Chunk.from(failure, true);
    super.fail(failure);
  }
}
