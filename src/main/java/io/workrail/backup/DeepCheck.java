package io.workrail.backup;

import io.workrail.backup.archive.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Builds the data of an archive in a place of its own and looks at it. */
@FunctionalInterface
public interface DeepCheck {
  /**
   * Looks.
   *
   * @param verified what was found before; whole
   * @return what is wrong, in sentences
   * @throws IOException when there is no room to build it
   */
  List<String> faults(Path archive, Verification verified) throws IOException;
}
