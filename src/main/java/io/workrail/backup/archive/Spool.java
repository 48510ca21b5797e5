package io.workrail.backup.archive;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a future archive, in one scratch file: sizes and digests stand in its first entry,
 * so everything has to be known before it is written. For one thread.
 */
public final class Spool implements AutoCloseable {
  private final FileChannel file;
  private final List<Manifest.Entry> entries = new ArrayList<>();

  private Spool(FileChannel file) {
    this.file = file;
  }

  /** Writes the content of an entry. */
  @FunctionalInterface
  public interface Filling<T> {
    /** Writes; the stream stays open. */
    T writeTo(OutputStream out) throws IOException;
  }

  /** A spool in a file that is there and empty; the caller deletes it in the end. */
  public static Spool in(Path file) throws IOException {
    return new Spool(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /**
   * Adds an entry at the end.
   *
   * @return what the filling gives back
   */
  public <T> T add(String name, Filling<T> filling) throws IOException {
    if (!EntryNames.isAllowed(name)) {
      throw new IllegalArgumentException("no archive may have an entry of this name: " + name);
    }
    long begin = file.size();
    file.position(begin);
    MessageDigest digest = Sha256.begin();
    T result;
    try (OutputStream out =
        new BufferedOutputStream(
            new DigestOutputStream(new Shared(Channels.newOutputStream(file)), digest), 65_536)) {
      result = filling.writeTo(out);
    }
    entries.add(new Manifest.Entry(name, file.size() - begin, Sha256.end(digest)));
    return result;
  }

  /** Forgets all entries: their transaction has to be begun anew. */
  public void clear() throws IOException {
    file.truncate(0);
    entries.clear();
  }

  /** What is in it, in its order. */
  public List<Manifest.Entry> entries() {
    return List.copyOf(entries);
  }

  /** All content from the beginning, the entries one after the other. */
  InputStream content() throws IOException {
    file.position(0);
    return Channels.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Closing an entry must not close the file. */
  private static final class Shared extends FilterOutputStream {
    Shared(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
