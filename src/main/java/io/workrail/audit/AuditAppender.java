package io.workrail.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.workrail.audit.AuditLine.Noted;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes lines at the end of the log. The server and commands may write to one log: each append
 * holds the lock of the folder, reads how the log ends, mends a torn end and goes on from there.
 * What was appended is on the disk when the call returns.
 */
final class AuditAppender {
  /** The type of the line that says that others before it are lost. */
  static final String BROKEN = "audit.broken";

  /** A lock of the file system is one of processes; this one is for the threads of ours. */
  private static final Object IN_THIS_PROCESS = new Object();

  private final AuditFolder folder;
  private final long maxFileSize;
  private final Clock clock;

  /**
   * An appender.
   *
   * @param maxFileSize bytes after which a file is put aside
   */
  AuditAppender(AuditFolder folder, long maxFileSize, Clock clock) {
    this.folder = folder;
    this.maxFileSize = maxFileSize;
    this.clock = clock;
  }

  /** Makes the log if there is none and mends its end; tells whether the log can be written. */
  void open() throws IOException {
    folder.create();
    append(List.of());
  }

  /**
   * Appends all or, after an error, possibly a torn line that the next append cuts. The folder may
   * go away and come back: nothing of its content is kept in memory.
   *
   * @throws FolderGoneException when the folder is not there any more; it is not made anew
   */
  void append(List<Noted> events) throws IOException {
    synchronized (IN_THIS_PROCESS) {
      Object identity = folder.identity();
      try (FileChannel lockFile = FileChannel.open(folder.lock(), WRITE);
          FileLock lock = lockFile.lock()) {
        assert lock.isValid();
        List<Noted> all = new ArrayList<>();
        cutTornLine().ifPresent(all::add);
        AuditPosition end = end();
        compareWithHead(end).ifPresent(all::add);
        all.addAll(events);
        if (!all.isEmpty()) {
          write(end, all, identity);
        }
      } catch (NoSuchFileException e) {
        // It went away in the middle.
        throw new FolderGoneException(folder.path(), e);
      }
    }
  }

  private Optional<Noted> cutTornLine() throws IOException {
    try (FileChannel file = folder.openCurrent()) {
      AuditTail tail = AuditTail.of(file);
      if (tail.torn() == 0) {
        return Optional.empty();
      }
      file.truncate(tail.end());
      file.force(true);
      return note(AuditEvent.of("audit.torn").with("bytes", tail.torn()));
    }
  }

  /** The head is written after the line: a line more is a crash, a line less is a loss. */
  private Optional<Noted> compareWithHead(AuditPosition end) throws IOException {
    Optional<AuditPosition> lost =
        folder
            .head()
            .filter(
                head -> head.seq() > end.seq() || (head.seq() == end.seq() && !head.equals(end)));
    return lost.flatMap(
        head ->
            note(
                AuditEvent.of(BROKEN)
                    .with("expectedLine", head.seq())
                    .with("expectedHash", head.hash())
                    .with("foundLine", end.seq())
                    .with("foundHash", end.hash())));
  }

  /**
   * Line and head go to one folder: both files are open, and known to be of the folder that was
   * read, before the first byte is written. A head without its lines would look like a loss.
   */
  private void write(AuditPosition end, List<Noted> events, Object identity) throws IOException {
    rotateWhenFull();
    AuditPosition position = end;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Noted noted : events) {
      AuditLine line = AuditLine.of(position, noted);
      bytes.writeBytes(line.bytes());
      bytes.write('\n');
      position = line.position();
    }
    try (FileChannel file = folder.openCurrent();
        FileChannel head = folder.openHead()) {
      if (!folder.identity().equals(identity)) {
        throw new FolderGoneException(folder.path(), null);
      }
      write(file, file.size(), bytes.toByteArray());
      file.force(true);
      write(head, 0, position.text().getBytes(US_ASCII));
    }
  }

  private static void write(FileChannel file, long start, byte[] bytes) throws IOException {
    file.position(start);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
  }

  private void rotateWhenFull() throws IOException {
    Path current = folder.current();
    if (Files.size(current) < maxFileSize) {
      return;
    }
    Optional<AuditLine> first;
    try (BufferedReader lines = Files.newBufferedReader(current, ISO_8859_1)) {
      first =
          Optional.ofNullable(lines.readLine())
              .map(line -> line.getBytes(ISO_8859_1))
              .flatMap(AuditLine::parse);
    }
    if (first.isPresent()) {
      folder.rotate(first.get().seq());
    }
  }

  /** The last line, in whatever file. What stands in an unreadable one is the verifier's affair. */
  private AuditPosition end() throws IOException {
    List<Path> segments = folder.segments();
    for (int i = segments.size() - 1; i >= 0; i--) {
      try (FileChannel file = FileChannel.open(segments.get(i), READ)) {
        AuditTail tail = AuditTail.of(file);
        if (tail.end() > 0) {
          return tail.last().isPresent()
              ? tail.last().get().position()
              : folder.head().orElse(AuditPosition.START);
        }
      }
    }
    return AuditPosition.START;
  }

  private Optional<Noted> note(AuditEvent event) {
    return Optional.of(new Noted(event, clock.instant(), Optional.empty()));
  }
}
