package io.workrail.audit;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder of the log went away, or another one took its place, under whoever writes. */
final class FolderGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  FolderGoneException(Path folder, @Nullable Throwable cause) {
    super(
        ("the folder of the audit log %s is gone: bring it back (is it mounted?), and its events are"
                + " written there; only a start makes a new one")
            .formatted(folder.toAbsolutePath().normalize()),
        cause);
  }
}
