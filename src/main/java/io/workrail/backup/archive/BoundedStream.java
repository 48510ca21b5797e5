package io.workrail.backup.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What an archive unpacks to, as far as its reader expects it: a bomb ends here. */
final class BoundedStream extends FilterInputStream {
  private long allowance;

  BoundedStream(InputStream in) {
    super(in);
  }

  /** The archive unpacks to more than is expected at this place. */
  static final class TooMuchException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Sets how many bytes may be read from now on. */
  void allow(long bytes) {
    allowance = bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (allowance <= 0) {
      if (in.read() < 0) {
        return -1;
      }
      throw new TooMuchException();
    }
    int count = in.read(bytes, offset, (int) Math.min(length, allowance));
    allowance -= Math.max(count, 0);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] ignored = new byte[(int) Math.min(Math.max(count, 0), 8_192)];
    return Math.max(0, read(ignored, 0, ignored.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
