package io.workrail.http;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;

/**
 * A request that is over, for whoever waits for that behind this point, as soon as its reply is
 * complete; the reply may still be on its way to the client. Thread-safe.
 */
final class AnsweredRequest extends Request.Wrapper {
  private HttpStream inside;

  AnsweredRequest(Request request) {
    super(request);
    AtomicReference<HttpStream> stream = new AtomicReference<>();
    request.addHttpStreamWrapper(
        found -> {
          stream.set(found);
          return found;
        });
    inside = new End(Objects.requireNonNull(stream.get()));
  }

  @Override
  public synchronized void addHttpStreamWrapper(Function<HttpStream, HttpStream> wrapper) {
    inside = wrapper.apply(inside);
  }

  /** Tells everybody behind this point that the request is over. */
  void succeeded() {
    inside().succeeded();
  }

  /** Tells everybody behind this point that the request is over, and why it failed. */
  void failed(Throwable failure) {
    inside().failed(failure);
  }

  private synchronized HttpStream inside() {
    return inside;
  }

  /** Where the news ends: the stream itself hears it when the client has the reply. */
  private static final class End extends HttpStream.Wrapper {
    End(HttpStream stream) {
      super(stream);
    }

    @Override
    public void succeeded() {
      // The reply may still be waiting for the network.
    }

    @Override
    public void failed(Throwable failure) {
      // The failure reaches the stream by the callback of the request.
    }
  }
}
