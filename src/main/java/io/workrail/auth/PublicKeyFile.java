package io.workrail.auth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Public keys in PEM form (RFC 7468): {@code PUBLIC KEY} and {@code CERTIFICATE}, several after one
 * another while a key is replaced by the next.
 */
final class PublicKeyFile {
  private static final String BEGIN = "-----BEGIN ";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");

  private PublicKeyFile() {}

  /**
   * The keys.
   *
   * @param pathOrText the path of a file, or the text itself
   * @throws KeyFormatException with a sentence
   */
  static List<VerificationKey> read(String pathOrText) throws KeyFormatException {
    String text = pathOrText.contains(BEGIN) ? pathOrText : content(pathOrText);
    List<VerificationKey> keys = new ArrayList<>();
    Matcher block = BLOCK.matcher(text.replace("\\n", "\n"));
    while (block.find()) {
      PublicKey key = decode(block.group(1), block.group(2));
      SigningMethod method =
          SigningMethod.of(key)
              .orElseThrow(
                  () ->
                      new KeyFormatException(
                          "holds a key that is not accepted: RSA needs at least 2048 bits, EC the"
                              + " curve P-256"));
      keys.add(new VerificationKey.Public(Optional.empty(), method, key));
    }
    if (keys.isEmpty()) {
      throw new KeyFormatException("holds no public key in PEM form (-----BEGIN PUBLIC KEY-----)");
    }
    return keys;
  }

  private static String content(String path) throws KeyFormatException {
    try {
      return Files.readString(Path.of(path.strip()));
    } catch (IOException | InvalidPathException e) {
      throw new KeyFormatException("names a file that cannot be read as text");
    }
  }

  private static PublicKey decode(String label, String base64) throws KeyFormatException {
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new KeyFormatException("is damaged: the text between the lines is not base64");
    }
    return switch (label) {
      case "PUBLIC KEY" -> publicKey(der);
      case "CERTIFICATE" -> certified(der);
      default ->
          throw new KeyFormatException(
              "holds a %s; it needs the public key: openssl pkey -in KEY -pubout"
                  .formatted(label.toLowerCase(Locale.ROOT)));
    };
  }

  private static PublicKey publicKey(byte[] der) throws KeyFormatException {
    return KEY_TYPES.stream()
        .map(type -> publicKey(type, der))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () -> new KeyFormatException("holds a key that is neither RSA, EC nor Ed25519"));
  }

  /** The type stands inside; a factory refuses the keys of another one. */
  private static Optional<PublicKey> publicKey(String type, byte[] der) {
    try {
      return Optional.of(KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static PublicKey certified(byte[] der) throws KeyFormatException {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(der))
          .getPublicKey();
    } catch (GeneralSecurityException e) {
      throw new KeyFormatException("holds a certificate that cannot be read");
    }
  }
}
