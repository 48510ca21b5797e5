package io.workrail.auth;

import io.workrail.http.WholeReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** Where a key set is kept. */
sealed interface JwksLocation {
  /** How often to look without a reason. */
  Duration interval();

  /** The shortest time between two looks, however many tokens name unknown keys. */
  Duration pause();

  /** The text of the key set. */
  String read() throws IOException, InterruptedException;

  /**
   * A location as operators write it.
   *
   * @throws KeyFormatException with a sentence
   */
  static JwksLocation parse(String text) throws KeyFormatException {
    if (!text.contains("://")) {
      try {
        return new File(Path.of(text.strip()));
      } catch (InvalidPathException e) {
        throw new KeyFormatException("is neither a path nor an address");
      }
    }
    try {
      URI address = URI.create(text.strip());
      if (Url.isAcceptable(address)) {
        return new Url(address);
      }
    } catch (IllegalArgumentException e) {
      throw new KeyFormatException("is not an address");
    }
    throw new KeyFormatException(
        "must be a path or an https address (http on this machine only): whoever changes the keys"
            + " on their way can sign tokens");
  }

  /** A file; looked at often, because that costs nothing. */
  record File(Path path) implements JwksLocation {
    @Override
    public Duration interval() {
      return Duration.ofSeconds(10);
    }

    @Override
    public Duration pause() {
      return Duration.ofSeconds(1);
    }

    @Override
    public String read() throws IOException {
      return Files.readString(path);
    }

    /** As {@link #read}, for the check of the configuration. */
    String require() throws KeyFormatException {
      try {
        return read();
      } catch (IOException e) {
        throw new KeyFormatException("names a file that cannot be read as text");
      }
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A page of an identity provider. */
  record Url(URI address) implements JwksLocation {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 1_048_576;
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:]+]");

    /** Made when it is needed, because it brings threads along. Follows no redirect. */
    private static final class Client {
      static final HttpClient INSTANCE = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    static boolean isAcceptable(URI address) {
      String host = address.getHost();
      return host != null
          && ("https".equals(address.getScheme())
              || ("http".equals(address.getScheme()) && isLoopback(host)));
    }

    private static boolean isLoopback(String host) {
      try {
        return host.equals("localhost")
            || (LITERAL.matcher(host).matches() && InetAddress.getByName(host).isLoopbackAddress());
      } catch (UnknownHostException e) {
        return false;
      }
    }

    @Override
    public Duration interval() {
      return Duration.ofMinutes(5);
    }

    @Override
    public Duration pause() {
      return Duration.ofSeconds(10);
    }

    @Override
    public String read() throws IOException, InterruptedException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      HttpRequest request =
          HttpRequest.newBuilder(address).header("Accept", "application/json").build();
      int status =
          WholeReply.await(
                  Client.INSTANCE,
                  request,
                  BodyHandlers.ofByteArrayConsumer(
                      part -> part.ifPresent(bytes -> add(body, bytes))),
                  PATIENCE)
              .statusCode();
      if (status != 200) {
        throw new IOException("the reply has status " + status);
      }
      return body.toString(StandardCharsets.UTF_8);
    }

    private static void add(ByteArrayOutputStream body, byte[] bytes) {
      if (body.size() + bytes.length > MAX_BYTES) {
        throw new UncheckedIOException(
            new IOException("the reply is longer than %d bytes".formatted(MAX_BYTES)));
      }
      body.writeBytes(bytes);
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }
}
