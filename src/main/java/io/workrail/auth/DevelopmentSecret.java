package io.workrail.auth;

import io.workrail.configuration.Secret;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The secret of a server that somebody tries out: made once, kept in a file that only its owner
 * reads, so that tokens outlive a restart. Production never uses it.
 */
public final class DevelopmentSecret {
  private static final int BYTES = 48;
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;

  /** The secret below this data directory. */
  public DevelopmentSecret(Path dataDirectory) {
    this.file = dataDirectory.resolve("secrets").resolve("jwt");
  }

  /** The secret, made now if there is none. */
  public Secret obtain() throws IOException {
    Optional<Secret> kept = find();
    return kept.isPresent() ? kept.get() : make();
  }

  /** The secret, if one was made. */
  public Optional<Secret> find() throws IOException {
    return Files.exists(file) ? Optional.of(new Secret(Files.readString(file))) : Optional.empty();
  }

  /** Where it is kept. */
  public Path file() {
    return file;
  }

  private Secret make() throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path draft = Files.createTempFile(folder, "jwt", "", OWNER_ONLY);
    try {
      Files.writeString(draft, text + "\n");
      Files.createLink(file, draft);
      return new Secret(text);
    } catch (FileAlreadyExistsException e) {
      // Another process made it at the same moment; there must be one only.
      return new Secret(Files.readString(file));
    } finally {
      Files.delete(draft);
    }
  }
}
