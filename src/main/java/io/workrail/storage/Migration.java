package io.workrail.storage;

import java.util.List;

/**
 * One step of the schema. It only expands: what the releases from {@code compatibleFrom} on read
 * and write stays as they know it.
 *
 * @param version counts from 1 without gaps
 * @param name the words of the file name
 * @param compatibleFrom the lowest version such that a release which knows the migrations up to it
 *     still works on the result
 * @param statements SQL, one statement each
 */
record Migration(int version, String name, int compatibleFrom, List<String> statements) {
  Migration {
    statements = List.copyOf(statements);
    if (version < 1 || compatibleFrom < 1 || compatibleFrom > version || statements.isEmpty()) {
      throw new IllegalArgumentException("migration %d %s".formatted(version, name));
    }
  }
}
