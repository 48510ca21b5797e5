package io.workrail.conformance;

import io.workrail.mcp.RpcException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** State that travels through the client and proves that it comes from here. */
final class SignedState {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  SignedState() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** The state for a text without a dot. */
  String of(String text) {
    return text + "." + sign(text);
  }

  /**
   * The text of a state.
   *
   * @throws RpcException when it was altered
   */
  String read(String state) {
    String text = state.substring(0, Math.max(0, state.indexOf('.')));
    byte[] expected = of(text).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, state.getBytes(StandardCharsets.UTF_8))) {
      throw RpcException.invalidParams("The requestState was not given by this server.");
    }
    return text;
  }

  private String sign(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
