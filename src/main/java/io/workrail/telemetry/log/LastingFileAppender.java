package io.workrail.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;

/**
 * Goes on in a new file when the one it writes was moved away or deleted; otherwise it would write
 * into a file that nobody finds until the next start. A folder that went away is not made anew: it
 * may come back.
 */
final class LastingFileAppender extends RollingFileAppender<ILoggingEvent> {
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private Optional<Object> opened = Optional.empty();
  private long nextLook = System.nanoTime();

  @Override
  public void openFile(String name) throws IOException {
    super.openFile(name);
    opened = identity(Path.of(name));
  }

  @Override
  protected void subAppend(ILoggingEvent event) {
    long now = System.nanoTime();
    if (now - nextLook >= 0) {
      nextLook = now + PAUSE;
      openAgainWhenGone(Path.of(getFile()));
    }
    super.subAppend(event);
  }

  private void openAgainWhenGone(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || identity(file).equals(opened)) {
      return;
    }
    try {
      openFile(getFile());
    } catch (IOException e) {
      // The old file stays open; the health of the disk is what tells people.
      addError("The log " + file + " cannot be opened", e);
    }
  }

  /** Tells a file from another one of its name. */
  private static Optional<Object> identity(Path file) {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
