package io.workrail.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;
import io.workrail.auth.Caller;
import io.workrail.auth.JdbiRevocationStore;
import io.workrail.auth.Revocation;
import io.workrail.auth.Role;
import io.workrail.backup.archive.ArchiveWriter;
import io.workrail.backup.archive.EntryNames;
import io.workrail.backup.archive.Manifest;
import io.workrail.backup.archive.Spool;
import io.workrail.health.Readiness;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.session.Asking;
import io.workrail.session.JdbiSessionStore;
import io.workrail.session.Requester;
import io.workrail.session.SessionAnswer;
import io.workrail.session.SessionObserver;
import io.workrail.session.SessionService;
import io.workrail.session.SessionVerifier;
import io.workrail.session.SessionsConfiguration;
import io.workrail.session.StepInput;
import io.workrail.storage.Database;
import io.workrail.storage.Dialect;
import io.workrail.storage.PostgresServer;
import io.workrail.storage.TestDatabase;
import io.workrail.storage.swap.Progress;
import io.workrail.storage.table.Table;
import io.workrail.storage.table.TableReader;
import io.workrail.storage.table.Tables;
import io.workrail.workflow.catalog.BundledSource;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.validation.WorkflowValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The data of a server with its sessions and folders, without the server around them. */
final class Site implements AutoCloseable {
  private static final Requester ADA =
      new Requester(
          new Caller("ada", Set.of(Role.AGENT), Optional.of("red")),
          Optional.of("test-client/1.0"),
          "request-of-ada");

  final Path data;
  final List<AuditEvent> audited = new ArrayList<>();
  final Readiness readiness = new Readiness();
  private final Optional<String> address;
  private final List<Path> folders;
  private Database database;

  private Site(Path data, Optional<String> address, List<Path> folders) {
    this.data = data;
    this.address = address;
    this.folders = folders;
    this.database = open();
  }

  /** An empty site with one workflow folder. */
  static Site of(Dialect dialect, Path data) throws IOException {
    return of(dialect, data, List.of(Files.createDirectories(data.resolve("workflows"))));
  }

  /** An empty site; without folders, documents are in its database. */
  static Site of(Dialect dialect, Path data, List<Path> folders) throws IOException {
    Files.createDirectories(data);
    return new Site(
        data,
        dialect == Dialect.SQLITE
            ? Optional.empty()
            : Optional.of(PostgresServer.shared().createDatabase()),
        folders);
  }

  /** A copy of the files of another site, as its disk would be after a crash. */
  static Site booted(Path data) {
    return new Site(data, Optional.empty(), List.of(data.resolve("workflows")));
  }

  private Database open() {
    return address
        .map(text -> TestDatabase.server(data, text))
        .orElseGet(() -> TestDatabase.server(data));
  }

  Database database() {
    return database;
  }

  /** The last folder. */
  Path folder() {
    return folders.get(folders.size() - 1);
  }

  String start() {
    return token(
        sessions()
            .start(json("{\"workflowId\":\"bug-investigation\",\"goal\":\"Review it\"}"), ADA));
  }

  /** Completes the step of a token. */
  ObjectNode advance(String token) {
    SessionAnswer answer =
        sessions()
            .proceed(
                token,
                StepInput.of(
                    json(
                        "{\"notes\":\"Done, and tested.\",\"output\":\"Scope: all of it. It was"
                            + " tested.\"}")),
                new Asking.Impossible(),
                ADA);
    return ((SessionAnswer.Reply) answer).json();
  }

  static String token(SessionAnswer answer) {
    return ((SessionAnswer.Reply) answer).json().path("continueToken").asText();
  }

  private SessionService sessions() {
    WorkflowCatalog catalog =
        new WorkflowCatalog(List.of(new BundledSource()), new WorkflowValidator(), false);
    catalog.reload();
    return new SessionService(
        new JdbiSessionStore(database),
        catalog,
        new SessionsConfiguration(),
        Clock.systemUTC(),
        new SecureRandom(),
        SessionObserver.NONE);
  }

  /** Makes sure that the histories of all sessions are whole. */
  void requireWholeHistories() {
    assertThat(new SessionVerifier(new JdbiSessionStore(database)).verifyAll().faults()).isEmpty();
  }

  long count(String table) {
    return database.read(
        handle -> handle.createQuery("SELECT count(*) FROM " + table).mapTo(long.class).one());
  }

  void withdraw(String id) {
    new JdbiRevocationStore(database)
        .put(new Revocation(Revocation.Kind.TOKEN, id, Instant.now(), "root"));
  }

  List<String> withdrawn() {
    return new JdbiRevocationStore(database)
        .listSince(Instant.EPOCH).stream().map(Revocation::name).sorted().toList();
  }

  void write(Path folder, String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  /** The documents of a folder, by path. */
  static Map<String, String> documents(Path folder) throws IOException {
    Map<String, String> documents = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        documents.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return documents;
  }

  /** A backup of all of it. */
  Path backUp(Path file) throws IOException {
    Path scratch = Files.createTempFile(file.getParent(), "spool", "");
    try (Spool spool = Spool.in(scratch)) {
      ObjectNode configuration = StrictJson.mapper().createObjectNode();
      configuration
          .putObject("workflows")
          .putObject("storage")
          .put("type", folders.isEmpty() ? "database" : "file")
          .put("path", String.join(":", folders.stream().map(Path::toString).toList()));
      spool.add(
          EntryNames.CONFIGURATION,
          out -> {
            out.write(StrictJson.writeBytes(configuration));
            return 0;
          });
      Map<String, Long> counts = new LinkedHashMap<>();
      int version = database.read(handle -> fill(spool, counts, handle));
      long documents = 0;
      for (int place = 0; place < folders.size(); place++) {
        for (Map.Entry<String, String> one : documents(folders.get(place)).entrySet()) {
          if (one.getKey().endsWith(".json")) {
            documents++;
            spool.add(
                EntryNames.ofDocument(place, one.getKey()),
                out -> {
                  out.write(one.getValue().getBytes(StandardCharsets.UTF_8));
                  return 0;
                });
          }
        }
      }
      Manifest manifest =
          Manifest.of(
              "0.1.0",
              Instant.now(),
              version,
              new Manifest.Counts(counts, documents),
              spool.entries());
      Files.deleteIfExists(file);
      ArchiveWriter.write(Files.createFile(file), manifest, spool);
      return file;
    } finally {
      Files.delete(scratch);
    }
  }

  private int fill(Spool spool, Map<String, Long> counts, org.jdbi.v3.core.Handle handle) {
    try {
      TableReader reader = TableReader.of(handle, database.dialect());
      for (Table table : reader.tables()) {
        counts.put(
            table.name(),
            spool.add(EntryNames.ofTable(table.name()), out -> reader.write(table, out)));
      }
      return Tables.schemaVersion(handle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Restores with the server running. */
  Restored restore(Path archive) {
    return restore(archive, Progress.UNHEARD);
  }

  Restored restore(Path archive, Progress progress) {
    return new Restore(site(Optional.of(database), RestoreSite.doorOf(readiness)), progress)
        .run(archive, "root");
  }

  /** Restores without a server. */
  Restored restoreOffline(Path archive) {
    database.stop();
    try {
      return new Restore(site(Optional.empty(), RestoreSite.noDoor())).run(archive, "root");
    } finally {
      database = open();
    }
  }

  /** As the command does it, with the server still there. */
  Restored restoreBesideTheServer(Path archive) {
    return new Restore(site(Optional.empty(), RestoreSite.noDoor())).run(archive, "root");
  }

  private RestoreSite site(
      Optional<Database> running, java.util.function.Supplier<Readiness.Obstacle> door) {
    return new RestoreSite(
        data,
        () -> TestDatabase.replaceable(data, address, running),
        new WorkflowTarget(folders),
        door,
        new Noted(),
        Clock.systemUTC());
  }

  private final class Noted implements AuditLog {
    @Override
    public void record(AuditEvent event) {
      audited.add(event);
    }

    @Override
    public void recordDurably(AuditEvent event) {
      audited.add(event);
    }
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) StrictJson.parse(text);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void close() {
    database.stop();
  }
}
