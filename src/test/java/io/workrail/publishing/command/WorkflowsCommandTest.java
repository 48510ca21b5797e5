package io.workrail.publishing.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.audit.AuditConfiguration;
import io.workrail.configuration.CommandRun;
import io.workrail.configuration.ExitStatus;
import io.workrail.json.StrictJson;
import io.workrail.publishing.PublishingAccess;
import io.workrail.storage.DatabaseConfiguration;
import io.workrail.workflow.catalog.CatalogConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowsCommandTest {
  @TempDir Path folder;
  private Path data;
  private String type = "file";
  private Path one;
  private Path two;

  @BeforeEach
  void write() throws Exception {
    data = folder.resolve("data");
    one = document("one-work", "1.0.0");
    two = document("two-work", "1.0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "database"})
  void publishesListsReplacesAndRemoves(String storage) throws Exception {
    type = storage;
    CommandRun published = run("publish", one.toString(), two.toString());
    assertThat(published.err()).isEmpty();
    assertThat(published.status()).isEqualTo(ExitStatus.OK);
    assertThat(published.out().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("created: one-work 1.0.0 sha256:"),
            line -> assertThat(line).startsWith("created: two-work 1.0.0 sha256:"));
    assertThat(run("publish", one.toString()).out()).startsWith("unchanged: one-work");

    CommandRun list = run("list");
    assertThat(list.status()).isEqualTo(ExitStatus.OK);
    assertThat(list.out())
        .containsPattern("(?m)^one-work +1\\.0\\.0 +storage +sha256:[0-9a-f]{64}  Name$")
        .containsPattern("(?m)^code-review .* release ");
    JsonNode json = StrictJson.parse(run("list", "--format", "json").out());
    String hash = hashOf(json, "one-work");
    assertThat(json.path("problems")).isEmpty();

    document("one-work", "2.0.0");
    assertThat(run("publish", one.toString(), "--if-match", hash).out())
        .startsWith("replaced: one-work 2.0.0");
    CommandRun stale = run("remove", "one-work", "--if-match", hash);
    assertThat(stale.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(stale.err()).contains("its hash is now sha256:");
    assertThat(run("remove", "one-work").out()).isEqualTo("removed: one-work\n");
    CommandRun gone = run("remove", "one-work");
    assertThat(gone.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(gone.err()).contains("No workflow has the id \"one-work\"");
  }

  @Test
  void publishesNothingWhenOneOfTheFilesIsBad() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.json"), "{\"id\":\"x\"}");
    CommandRun refused = run("publish", one.toString(), bad.toString());
    assertThat(refused.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains(bad + ":1:1: error: ", bad + ":1:7: error: ", "nothing was published");
    assertThat(data.resolve("workflows/one-work.json")).doesNotExist();

    CommandRun json = run("publish", one.toString(), bad.toString(), "--format", "json");
    JsonNode findings = StrictJson.parse(json.out()).at("/refused/0/findings");
    assertThat(findings).hasSizeGreaterThan(1);
    assertThat(findings.get(0).path("line").asInt()).isEqualTo(1);
  }

  @Test
  void tellsProgramsWhatItDid() throws Exception {
    JsonNode published = StrictJson.parse(run("publish", one.toString(), "--format", "json").out());
    assertThat(published.at("/published/0/result").asText()).isEqualTo("created");
    assertThat(published.at("/published/0/hash").asText()).startsWith("sha256:");
    Path release = document("code-review", "99.0.0");
    run("publish", release.toString());
    JsonNode removed = StrictJson.parse(run("remove", "code-review", "--format", "json").out());
    assertThat(removed.path("removed").asText()).isEqualTo("code-review");
    assertThat(removed.at("/served/origin").asText()).isEqualTo("release");
    run("publish", release.toString());
    assertThat(run("remove", "code-review").err()).contains("of the release is served again");
    assertThat(run("remove", "code-review").err()).contains("came with the release");
  }

  @Test
  void wrongUsageIsTold() throws Exception {
    assertThat(run().status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run("publish").status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run("publish", "none.json").err()).contains("there is no file none.json");
    assertThat(run("publish", folder.toString()).status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run("publish", one.toString(), "--if-match", "x").status())
        .isEqualTo(ExitStatus.USAGE);
    String hash = "sha256:" + "0".repeat(64);
    assertThat(run("publish", one.toString(), two.toString(), "--if-match", hash).status())
        .isEqualTo(ExitStatus.USAGE);
    Path copy = Files.copy(one, folder.resolve("copy.json"));
    assertThat(run("publish", one.toString(), copy.toString()).err()).contains("the same id");
  }

  @Test
  void notesWhoDidIt() throws Exception {
    run("publish", one.toString());
    run("remove", "one-work");
    assertThat(Files.readString(data.resolve("audit/audit.jsonl")))
        .contains("\"type\":\"workflow.published\"", "\"type\":\"workflow.removed\"")
        .contains("\"actor\":\"command:" + System.getProperty("user.name"));
  }

  @Test
  void listsNeitherMakeADatabaseNorAnAuditLog() throws Exception {
    assertThat(run("list").status()).isEqualTo(ExitStatus.OK);
    assertThat(data.resolve("audit")).doesNotExist();
    type = "database";
    CommandRun list = run("list");
    assertThat(list.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(list.err()).contains("there is no database");
    assertThat(data.resolve("workrail.db")).doesNotExist();
  }

  @Test
  void listsWhatIsNotServed() throws Exception {
    run("publish", one.toString());
    Files.writeString(data.resolve("workflows/bad.json"), "{");
    assertThat(run("list").err()).contains("not served: bad.json: ");
  }

  private static String hashOf(JsonNode list, String id) {
    for (JsonNode item : list.path("items")) {
      if (item.path("id").asText().equals(id)) {
        return item.path("hash").asText();
      }
    }
    throw new AssertionError(id + " is not in " + list);
  }

  private Path document(String id, String version) throws Exception {
    return Files.writeString(
        folder.resolve(id + ".json"),
        """
        {"id":"%s","name":"Name","description":"Description.","version":"%s",
         "steps":[{"id":"only-step","title":"Only","prompt":"Do it."}]}"""
            .formatted(id, version));
  }

  private PublishingAccess access() {
    ObjectNode settings = StrictJson.mapper().createObjectNode();
    settings
        .putObject("storage")
        .put("type", type)
        .put("path", data.resolve("workflows").toString());
    return new PublishingAccess(
        StrictJson.mapper().convertValue(settings, CatalogConfiguration.class),
        new DatabaseConfiguration(),
        new AuditConfiguration(),
        data);
  }

  private CommandRun run(String... arguments) {
    PublishingAccess access = access();
    return CommandRun.of(
        new WorkflowsCommand((bootstrap, parsed) -> access, Clock.systemUTC()), arguments);
  }
}
