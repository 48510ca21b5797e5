package io.workrail.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.workrail.FreePort;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.SecretSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseConfigurationTest {
  private static final String PASSWORD = "never-shown";

  @TempDir Path folder;

  @Test
  void withoutAnAddressItIsAFileOfTheDataDirectoryThatOnlyItsOwnerReads() throws Exception {
    // Another test of this process may have unpacked the library for itself.
    System.clearProperty("org.sqlite.lib.path");
    Database database = read("{}").open(folder, Clock.systemUTC());
    database.write(handle -> handle.execute("CREATE TABLE things (id INTEGER)"));
    database.stop();

    assertThat(database.dialect()).isEqualTo(Dialect.SQLITE);
    assertThat(PosixFilePermissions.toString(permissions("workrail.db"))).isEqualTo("rw-------");
    assertThat(folder.resolve("native")).isDirectoryContaining("glob:**sqlitejdbc*");
  }

  @Test
  void theFileMayBeElsewhere() throws Exception {
    Path file = folder.resolve("deep/er/other.db");
    read("url: sqlite:" + file).open(folder, Clock.systemUTC()).stop();
    assertThat(file).exists();
    assertThat(folder.resolve("workrail.db")).doesNotExist();
  }

  @Test
  void anAddressOfPostgresqlIsEnough() throws Exception {
    String address = PostgresServer.shared().createDatabase();
    Database database = read("url: \"" + address + "\"").open(folder, Clock.systemUTC());
    assertThat(database.dialect()).isEqualTo(Dialect.POSTGRESQL);
    assertThat(database.problem()).isEmpty();
    database.stop();
    assertThat(folder.resolve("workrail.db")).doesNotExist();
  }

  @Test
  void aWrongAddressIsRefusedWithWhatIsAllowedAndWithoutThePassword() {
    assertThatThrownBy(() -> read("url: mysql://anna:" + PASSWORD + "@db/work"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("DATABASE_URL")
        .hasMessageContaining("postgresql://user:password@host:5432/database")
        .hasMessageNotContaining(PASSWORD);
  }

  @Test
  void aServerThatIsNotThereEndsTheStartInOneSentence() throws Exception {
    int port = FreePort.find();
    DatabaseConfiguration configuration =
        read("url: postgresql://anna:%s@127.0.0.1:%d/work".formatted(PASSWORD, port));
    assertThatThrownBy(() -> configuration.open(folder, Clock.systemUTC()))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:%d/work", port)
        .hasMessageContaining("refused")
        .hasMessageNotContaining(PASSWORD)
        .hasNoCause();
  }

  @Test
  void aRefusedPasswordEndsTheStartInOneSentence() throws Exception {
    String address =
        PostgresServer.shared().createDatabase().replaceFirst(":[^:@]+@", ":" + PASSWORD + "@");
    DatabaseConfiguration configuration = read("url: \"" + address + "\"");
    assertThatThrownBy(() -> configuration.open(folder, Clock.systemUTC()))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("password authentication failed for user \"workrail\"")
        .hasMessageNotContaining(PASSWORD);
  }

  @Test
  void aFileThatIsNoDatabaseIsLeftAlone() throws Exception {
    Path file =
        Files.writeString(folder.resolve("workrail.db"), "letters to my mother ".repeat(99));
    DatabaseConfiguration configuration = read("{}");
    assertThatThrownBy(() -> configuration.open(folder, Clock.systemUTC()))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("not a database");
    assertThat(file).hasContent("letters to my mother ".repeat(99));
  }

  private Set<PosixFilePermission> permissions(String name) throws Exception {
    return Files.getPosixFilePermissions(folder.resolve(name));
  }

  private static DatabaseConfiguration read(String yaml) throws Exception {
    ObjectMapper mapper = Jackson.newObjectMapper();
    mapper.registerModule(new SecretSource(Map.of()).module());
    return new YamlConfigurationFactory<>(
            DatabaseConfiguration.class, Validators.newValidator(), mapper, "dw")
        .build(
            path -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "config.yml");
  }
}
