package io.workrail.backup.archive;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of one entry; remembers what it was, and how reading it failed. */
final class EntryContent extends InputStream {
  private final InputStream in;
  private final MessageDigest digest = Sha256.begin();
  private @Nullable Exception failure;

  EntryContent(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        digest.update(bytes, offset, count);
      }
      return count;
    } catch (IOException e) {
      failure = e;
      throw e;
    } catch (RuntimeException e) {
      // A library that met bytes which it did not expect.
      failure = e;
      throw new IOException(e);
    }
  }

  /** What the archive did to the one who read; not what that one did himself. */
  Optional<Exception> failure() {
    return Optional.ofNullable(failure);
  }

  /** The digest of everything that was read, after its end. */
  String sha256() {
    return Sha256.end(digest);
  }
}
