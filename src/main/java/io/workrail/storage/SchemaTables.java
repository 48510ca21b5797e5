package io.workrail.storage;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables that the migrations of this release make; others in a database are not ours. */
public final class SchemaTables {
  private static final Pattern CHANGE =
      Pattern.compile("^(CREATE|DROP) TABLE (\\w+)", Pattern.CASE_INSENSITIVE);

  private SchemaTables() {}

  /** Their names. */
  public static Set<String> names(Dialect dialect) {
    Set<String> names = new TreeSet<>();
    for (Migration migration : MigrationReader.read(dialect)) {
      for (String statement : migration.statements()) {
        Matcher change = CHANGE.matcher(statement);
        if (change.find() && change.group(1).equalsIgnoreCase("CREATE")) {
          names.add(change.group(2));
        } else if (change.reset().find()) {
          names.remove(change.group(2));
        }
      }
    }
    return names;
  }
}
