package io.workrail.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the migrations of this release: the files that {@code migrations/migrations.list} names, in
 * its order. {@code V001__words.postgresql.sql} beside {@code V001__words.sql} is for PostgreSQL
 * instead of it. A statement ends with a semicolon at the end of a line; a line that starts with
 * {@code --} is a comment; the comment {@code -- compatibleFrom: N} is required.
 */
final class MigrationReader {
  private static final String FOLDER = "/migrations/";
  private static final Pattern FILE = Pattern.compile("V(\\d{3})__([a-z0-9_]+)\\.sql");
  private static final Pattern COMPATIBLE_FROM =
      Pattern.compile("^-- compatibleFrom: (\\d+)$", Pattern.MULTILINE);
  private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^\\s*--.*\\R?");
  private static final Pattern STATEMENT_END = Pattern.compile(";\\s*(?:\\R|\\z)");

  private MigrationReader() {}

  static List<Migration> read(Dialect dialect) {
    List<Migration> migrations = new ArrayList<>();
    for (String file : require("migrations.list").lines().toList()) {
      migrations.add(parse(file, sql(file, dialect)));
    }
    return List.copyOf(migrations);
  }

  static Migration parse(String file, String sql) {
    Matcher name = FILE.matcher(file);
    Matcher compatibleFrom = COMPATIBLE_FROM.matcher(sql);
    if (!name.matches() || !compatibleFrom.find()) {
      throw new IllegalStateException(
          file + " must be named V001__words.sql and say: -- compatibleFrom: N");
    }
    List<String> statements =
        STATEMENT_END
            .splitAsStream(COMMENT_LINE.matcher(sql).replaceAll(""))
            .map(String::strip)
            .filter(statement -> !statement.isEmpty())
            .toList();
    return new Migration(
        Integer.parseInt(name.group(1)),
        name.group(2),
        Integer.parseInt(compatibleFrom.group(1)),
        statements);
  }

  private static String sql(String file, Dialect dialect) {
    if (dialect == Dialect.POSTGRESQL) {
      Optional<String> variant = find(file.replace(".sql", ".postgresql.sql"));
      if (variant.isPresent()) {
        return variant.get();
      }
    }
    return require(file);
  }

  private static String require(String file) {
    return find(file)
        .orElseThrow(
            () -> new IllegalStateException("the release is damaged: it lacks " + FOLDER + file));
  }

  private static Optional<String> find(String file) {
    try (InputStream in = MigrationReader.class.getResourceAsStream(FOLDER + file)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
