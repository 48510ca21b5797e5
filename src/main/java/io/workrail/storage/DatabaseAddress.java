package io.workrail.storage;

import io.workrail.configuration.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL server is and who asks. The address of people ({@code
 * postgresql://user:password@host/database?sslmode=require}, also {@code postgres://}) and that of
 * the driver ({@code jdbc:postgresql://…}) are both understood; user and password leave the
 * address, so that it may be shown.
 */
record DatabaseAddress(String jdbcUrl, String user, Secret password) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:(?<login>[^/?]*)@)?(?<hosts>[^/?@]*)"
              + "/(?<database>[^?]+)(?:\\?(?<options>.*))?");

  /** A name, or an address of version 4, or one of version 6 in brackets; and a port. */
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+])(?::(?<port>\\d{1,5}))?");

  private static final int LARGEST_PORT = 65_535;

  private static final Pattern NAME = Pattern.compile("[^/@]+");

  private static final String ALLOWED =
      "must be empty, sqlite:/path/of/the.db or postgresql://user:password@host:5432/database, with"
          + " / @ ? and spaces of user and password written as %2F %40 %3F %20";

  private static final Pattern CURRENT_SCHEMA = Pattern.compile("([?&])currentSchema=[^&]*(?:&|$)");

  /** What libpq and people call an option, and what the driver calls it. */
  private static final List<List<String>> OTHER_NAMES =
      List.of(
          List.of("application_name", "ApplicationName"),
          List.of("connect_timeout", "connectTimeout"),
          List.of("target_session_attrs", "targetServerType"));

  /**
   * Why a server cannot be found by an address, without showing any part of it: it may hold a
   * password.
   *
   * @return nothing when it can
   */
  static Optional<String> fault(String address) {
    String text = address.strip();
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.of(ALLOWED);
    }
    if (text.chars().anyMatch(Character::isWhitespace)) {
      return Optional.of("holds a space; it " + ALLOWED);
    }
    List<String> hosts = List.of(form.group("hosts").split(",", -1));
    if (hosts.stream().anyMatch(String::isEmpty)) {
      return Optional.of("names no host; it " + ALLOWED);
    }
    if (!hosts.stream().allMatch(DatabaseAddress::isHost)) {
      return Optional.of(
          "has a host or a port that cannot be (a port is a number from 1 to 65535); it "
              + ALLOWED);
    }
    return NAME.matcher(form.group("database")).matches()
        ? Optional.empty()
        : Optional.of("has no plain name of a database after the host; it " + ALLOWED);
  }

  private static boolean isHost(String host) {
    Matcher form = HOST.matcher(host);
    if (!form.matches()) {
      return false;
    }
    int port = Integer.parseInt(Objects.requireNonNullElse(form.group("port"), "1"));
    return port >= 1 && port <= LARGEST_PORT;
  }

  /**
   * Reads an address; user and password that are given beside it win over those in it.
   *
   * @return nothing when this is no address of a PostgreSQL server
   */
  static Optional<DatabaseAddress> parse(String address, String user, Secret password) {
    Matcher form = FORM.matcher(address.strip());
    return form.matches() ? Optional.of(read(form, user, password)) : Optional.empty();
  }

  /** The name of the database. */
  String database() {
    return jdbcUrl.replaceFirst("^jdbc:postgresql://[^/]*/", "").replaceFirst("\\?.*$", "");
  }

  /** The same server and database, with another schema to look names up in. */
  DatabaseAddress withSchema(String schema) {
    String bare = CURRENT_SCHEMA.matcher(jdbcUrl).replaceAll("$1").replaceAll("[?&]$", "");
    String separator = bare.contains("?") ? "&" : "?";
    return new DatabaseAddress(bare + separator + "currentSchema=" + schema, user, password);
  }

  private static DatabaseAddress read(Matcher form, String user, Secret password) {
    List<String> login = new ArrayList<>(login(group(form, "login")));
    List<String> options = new ArrayList<>();
    for (String option : group(form, "options").split("&", -1)) {
      if (option.startsWith("user=")) {
        login.set(0, decode(option.substring("user=".length())));
      } else if (option.startsWith("password=")) {
        login.set(1, decode(option.substring("password=".length())));
      } else if (!option.isEmpty()) {
        options.add(renamed(option));
      }
    }
    String query = options.isEmpty() ? "" : "?" + String.join("&", options);
    return new DatabaseAddress(
        "jdbc:postgresql://%s/%s%s".formatted(group(form, "hosts"), group(form, "database"), query),
        user.isBlank() ? login.get(0) : user,
        password.isEmpty() ? new Secret(login.get(1)) : password);
  }

  private static List<String> login(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? List.of(decode(text), "")
        : List.of(decode(text.substring(0, colon)), decode(text.substring(colon + 1)));
  }

  private static String group(Matcher form, String name) {
    return Objects.requireNonNullElse(form.group(name), "");
  }

  private static String renamed(String option) {
    for (List<String> names : OTHER_NAMES) {
      if (option.startsWith(names.get(0) + "=")) {
        return names.get(1) + option.substring(names.get(0).length());
      }
    }
    return option;
  }

  /** A plus sign is itself here; a lone percent sign is one that somebody did not encode. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
