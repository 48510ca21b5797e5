package io.workrail.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The outermost handler, for both ports: names the request, finds out whose it is, and puts the
 * headers on the reply that every reply carries.
 */
final class EdgeHandler extends Handler.Wrapper {
  private final TrustedProxies proxies;
  private final HeaderDeadline deadline;

  EdgeHandler(TrustedProxies proxies, HeaderDeadline deadline, Handler next) {
    super(next);
    this.proxies = proxies;
    this.deadline = deadline;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    deadline.begun(request);
    request.setAttribute(ClientAddress.ATTRIBUTE, clientOf(request));
    LastingHeaders reply = new LastingHeaders(request, response);
    decorate(request, reply);
    if (getServer().isStopping() && isOfOneRequestAtATime(request)) {
      // Who keeps a connection learns during the notice of a stop that the next one is elsewhere.
      LastingHeaders.keep(reply, HttpFields.CONNECTION_CLOSE);
    }
    return super.handle(request, reply, callback);
  }

  /** Adds the headers; the error handler does so again, for requests that never came here. */
  static void decorate(Request request, Response response) {
    SecurityHeaders.of(request.getConnectionMetaData().isSecure())
        .forEach(field -> LastingHeaders.keep(response, field));
    LastingHeaders.keep(response, new HttpField(RequestId.HEADER, RequestId.of(request)));
  }

  /** HTTP/2 has no such header; it tells its clients by a frame of its own. */
  private static boolean isOfOneRequestAtATime(Request request) {
    return request.getConnectionMetaData().getHttpVersion().getVersion()
        < HttpVersion.HTTP_2.getVersion();
  }

  private ClientAddress clientOf(Request request) {
    HttpFields headers = request.getHeaders();
    return proxies.resolve(
        peer(request.getConnectionMetaData().getRemoteSocketAddress()),
        headers.getValuesList(HttpHeader.X_FORWARDED_FOR),
        headers.getValuesList(HttpHeader.FORWARDED));
  }

  private static InetAddress peer(SocketAddress address) {
    return address instanceof InetSocketAddress internet && internet.getAddress() != null
        ? internet.getAddress()
        : InetAddress.getLoopbackAddress();
  }
}
