package io.workrail.http.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where certificate, key and authorities are.
 *
 * @param certificate the server's own certificate and the intermediate ones after it
 * @param key the private key
 * @param authorities who issues the certificates of clients
 */
record PemFiles(Path certificate, Path key, Optional<Path> authorities) {
  /** The contents at one moment. Comparing them finds changes behind links, too. */
  record Contents(String certificate, String key, Optional<String> authorities) {
    /** Never the contents. */
    @Override
    public String toString() {
      return "PEM files";
    }
  }

  Contents read() throws UnusablePemException {
    return new Contents(
        text("TLS_CERT", certificate),
        text("TLS_KEY", key),
        authorities.isPresent()
            ? Optional.of(text("TLS_CA", authorities.get()))
            : Optional.empty());
  }

  static String text(String variable, Path file) throws UnusablePemException {
    try {
      // Latin-1 reads any byte; what is no PEM is told by the parser.
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UnusablePemException(
          "%s: %s does not exist or cannot be read by the user of the server"
              .formatted(variable, file));
    }
  }
}
