package io.workrail.storage;

import io.workrail.storage.swap.Exchange;
import java.nio.file.Path;
import java.util.List;

/**
 * What changes together with the data.
 *
 * @param dataDirectory gets the journal
 * @param kept the folder, on the file system of a database file, for what was replaced; its name
 *     also names the schema of a server's old tables
 * @param files that are exchanged with the data
 */
public record Together(Path dataDirectory, Path kept, List<Exchange> files) {
  public Together {
    files = List.copyOf(files);
  }
}
