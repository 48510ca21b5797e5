package io.workrail.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks a server as a stranger: over a socket of its own, because it has to see certificates that no
 * client would trust. It sends no credential.
 */
public final class ServerProbe {
  private static final int PATIENCE_MILLIS = Math.toIntExact(Duration.ofSeconds(5).toMillis());
  private static final int MOST_BYTES = 1024 * 1024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[ \\r]");
  private static final Pattern VERSION = Pattern.compile("\"version\":\"([^\"]{1,64})\"");

  private ServerProbe() {}

  /**
   * What came back.
   *
   * @param status 0 when it was no HTTP
   * @param chain the certificates that were shown; empty without TLS
   */
  public record Answer(int status, String body, List<X509Certificate> chain) {
    public Answer {
      chain = List.copyOf(chain);
    }

    /** Whether a server of this kind said it. */
    public boolean isWorkRail() {
      return body.contains("\"reasons\":") || body.contains("\"requestId\":");
    }

    /** The release of the server, when it is one of this kind. */
    public Optional<String> version() {
      Matcher version = VERSION.matcher(body);
      return version.find() ? Optional.of(version.group(1)) : Optional.empty();
    }
  }

  /**
   * Asks for {@code /ready}.
   *
   * @param name the name that the certificate is asked for
   * @return nothing when nobody accepts the connection
   */
  public static Optional<Answer> ask(String host, int port, boolean secure, String name) {
    return ask(new Question(host, port, name, "/ready"), secure);
  }

  /**
   * Asks for a page of a server on this machine.
   *
   * @param path such as {@code /metrics}
   * @return nothing when nobody accepts the connection
   */
  public static Optional<Answer> ask(URI server, String path) {
    String host = server.getHost().replaceAll("[\\[\\]]", "");
    return ask(
        new Question(host, server.getPort(), host, path), server.getScheme().equals("https"));
  }

  private record Question(String host, int port, String name, String path) {}

  private static Optional<Answer> ask(Question question, boolean secure) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(question.host, question.port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return Optional.of(
          secure ? overTls(socket, question) : read(socket, question.path, List.of()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Answer overTls(Socket socket, Question question) {
    List<X509Certificate> seen = new ArrayList<>();
    try (SSLSocket secure =
        (SSLSocket)
            trusting(seen)
                .getSocketFactory()
                .createSocket(socket, question.host, question.port, true)) {
      SSLParameters parameters = secure.getSSLParameters();
      if (question.name.matches("[a-z0-9.-]*[a-z][a-z0-9.-]*")) {
        parameters.setServerNames(List.of(new SNIHostName(question.name)));
        secure.setSSLParameters(parameters);
      }
      secure.startHandshake();
      return read(secure, question.path, seen);
    } catch (IOException | GeneralSecurityException e) {
      // A server that asks for a client's certificate shows its own before it ends the handshake.
      return new Answer(0, "", seen);
    }
  }

  private static Answer read(Socket socket, String path, List<X509Certificate> chain) {
    try {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .formatted(path)
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String reply = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      Matcher status = STATUS.matcher(reply);
      return new Answer(
          status.lookingAt() ? Integer.parseInt(status.group(1)) : 0,
          reply.substring(Math.max(0, reply.indexOf("\r\n\r\n"))).strip(),
          chain);
    } catch (IOException e) {
      return new Answer(0, "", chain);
    }
  }

  /** Trusts everybody, and remembers whom: judging the chain is another's business. */
  private static SSLContext trusting(List<X509Certificate> seen) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        null,
        new TrustManager[] {
          new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {
              throw new UnsupportedOperationException("this is a client");
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {
              seen.addAll(List.of(chain));
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
              return new X509Certificate[0];
            }
          }
        },
        null);
    return context;
  }
}
