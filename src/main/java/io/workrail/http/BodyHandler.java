package io.workrail.http;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads bodies before a thread waits for them: a slow client costs a connection and nothing else.
 * Jetty's own {@code EagerContentHandler} does this without a bound on the memory of all bodies and
 * on their pace, which is why it is not used.
 */
final class BodyHandler extends Handler.Wrapper {
  private static final int RETRY_SECONDS = 2;

  private final BodyLimits limits;
  private final BodyBudget budget;
  private final int mostAtOnce;
  private final AtomicInteger reading = new AtomicInteger();

  /**
   * Reads bodies within these limits.
   *
   * @param budget for the bytes of all bodies
   * @param mostAtOnce bodies that are read at the same time; a connection of HTTP/2 can begin many
   */
  BodyHandler(BodyLimits limits, BodyBudget budget, int mostAtOnce, Handler next) {
    super(next);
    this.limits = limits;
    this.budget = budget;
    this.mostAtOnce = mostAtOnce;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (isEncoded(request)) {
      // A few bytes may unfold to gigabytes, and no MCP client compresses what it sends.
      response.getHeaders().put(HttpHeader.ACCEPT_ENCODING, "identity");
      EdgeReply.refuse(
          request,
          response,
          callback,
          HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
          "Compressed bodies are not read; send the body as it is, without Content-Encoding.");
      return true;
    }
    long announced = request.getLength();
    if (announced == 0) {
      return super.handle(request, response, callback);
    }
    if (isRefusedUnread(request, announced)) {
      BodyTooLargeException reason = new BodyTooLargeException(limits.maxBytes());
      return super.handle(new ReadRequest(request, reason), response, callback);
    }
    if (reading.incrementAndGet() > mostAtOnce) {
      reading.decrementAndGet();
      EdgeReply.busy(request, response, callback, RETRY_SECONDS);
      return true;
    }
    BodyBuffer buffer = new BodyBuffer(budget, announced, limits.maxBytes());
    Request.addCompletionListener(request, failure -> buffer.release());
    new BodyReader(request, limits, buffer, new Reply(request, response, callback)).run();
    return true;
  }

  private static boolean isEncoded(Request request) {
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    return encoding != null && !encoding.strip().toLowerCase(Locale.ROOT).equals("identity");
  }

  /**
   * No bytes follow when the client asks first (RFC 9110, section 10.1.1); too many are not waited
   * for.
   */
  private boolean isRefusedUnread(Request request, long announced) {
    boolean asksFirst = request.getHeaders().contains(HttpHeader.EXPECT);
    return announced > limits.maxBytes()
        && (asksFirst || announced > limits.maxBytes() + BodyReader.MAX_DISCARDED);
  }

  /** Hands a request on with its body, or answers in place of the application. */
  private final class Reply implements BodyReader.Outcome {
    private final Request request;
    private final Response response;
    private final Callback callback;

    Reply(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    @Override
    public void read(Request withBody, boolean hasWaited) {
      reading.decrementAndGet();
      if (hasWaited) {
        // Called from the network's side, which must not be kept waiting.
        request.getContext().execute(() -> handOn(withBody));
      } else {
        handOn(withBody);
      }
    }

    private void handOn(Request withBody) {
      try {
        if (!BodyHandler.super.handle(withBody, response, callback)) {
          Response.writeError(withBody, response, callback, HttpStatus.NOT_FOUND_404);
        }
      } catch (Exception e) {
        Response.writeError(withBody, response, callback, e);
      }
    }

    @Override
    public void gaveUp(BodyReader.Reason reason) {
      reading.decrementAndGet();
      switch (reason) {
        case SLOW ->
            refuse(HttpStatus.REQUEST_TIMEOUT_408, "The body came too slowly; send it again.");
        case BROKEN ->
            refuse(HttpStatus.BAD_REQUEST_400, "The body is cut off, or its chunks are malformed.");
        case NO_MEMORY -> EdgeReply.busy(request, response, callback, RETRY_SECONDS);
      }
    }

    private void refuse(int status, String message) {
      EdgeReply.refuse(request, response, callback, status, message);
    }
  }
}
