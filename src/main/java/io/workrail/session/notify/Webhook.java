package io.workrail.session.notify;

import io.workrail.configuration.Secret;
import io.workrail.http.WholeReply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts each message to an address. The header {@code X-WorkRail-Signature} holds {@code v1=} and
 * the HMAC-SHA256, in hexadecimal, of the header {@code X-WorkRail-Timestamp} (seconds since 1970),
 * a dot and the body. Redirects are not followed: the signature is for one receiver.
 */
final class Webhook implements Channel {
  static final String SIGNATURE = "X-WorkRail-Signature";
  static final String TIMESTAMP = "X-WorkRail-Timestamp";
  static final String DELIVERY = "X-WorkRail-Delivery";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final URI address;
  private final Secret secret;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  Webhook(URI address, Secret secret, Clock clock) {
    this.address = address;
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public void deliver(Notice notice, byte[] json) throws IOException, InterruptedException {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("User-Agent", "WorkRail")
            .header(DELIVERY, notice.id())
            .header(TIMESTAMP, timestamp)
            .header(SIGNATURE, "v1=" + sign(timestamp, json))
            .POST(BodyPublishers.ofByteArray(json));
    notice.trace().ifPresent(trace -> trace.fields().forEach(request::header));
    int status =
        WholeReply.await(client, request.build(), BodyHandlers.discarding(), TIMEOUT).statusCode();
    if (status / 100 != 2) {
      throw new IOException("the receiver answered " + status);
    }
  }

  @Override
  public String name() {
    return "webhook";
  }

  private String sign(String timestamp, byte[] json) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal(), ALGORITHM));
      mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(mac.doFinal(json));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
