package io.workrail.backup.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Takes the size and the digest of what is read, which is everything from the first byte on. */
final class MeasuredStream extends FilterInputStream {
  private final MessageDigest digest = Sha256.begin();
  private long size;

  MeasuredStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      digest.update(bytes, offset, count);
      size += count;
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  long size() {
    return size;
  }

  String sha256() {
    return Sha256.end(digest);
  }
}
