package io.workrail.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.audit.AuditEvent;
import io.workrail.audit.RecordedAudit;
import io.workrail.json.StrictJson;
import io.workrail.publishing.PublishingException.Code;
import io.workrail.workflow.ContentHash;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.CatalogConfiguration;
import io.workrail.workflow.catalog.OpenCatalog;
import io.workrail.workflow.validation.WorkflowValidator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowPublishingTest {
  private static final Precondition NONE = new Precondition.None();
  private static final Precondition UNSAID = new Precondition.Unsaid();
  private static final Precondition ABSENT = new Precondition.Absent();
  private static final Precondition PRESENT = new Precondition.Present();

  @TempDir Path data;
  private final RecordedAudit audit = new RecordedAudit();
  private Path low;
  private Path high;
  private OpenCatalog open;
  private WorkflowPublishing publishing;

  @BeforeEach
  void openCatalog() throws Exception {
    low = data.resolve("low");
    high = data.resolve("high");
    reopen("{}");
  }

  private void reopen(String validation) throws Exception {
    ObjectNode settings = StrictJson.mapper().createObjectNode();
    settings.putObject("storage").put("type", "file").put("path", low + ":" + high);
    settings.set("validation", StrictJson.parse(validation));
    open =
        StrictJson.mapper()
            .convertValue(settings, CatalogConfiguration.class)
            .open(new WorkflowValidator(), data, () -> null, Clock.systemUTC());
    publishing = new WorkflowPublishing(open, audit);
  }

  @Test
  void publishesIntoTheFolderThatWins() throws Exception {
    Files.writeString(low.resolve("x.json"), text("some-id", "1.0.0"));
    Publication done = publish("some-id", "2.0.0", new Precondition.OneOf(Set.of(hash("1.0.0"))));
    assertThat(done.result()).isEqualTo(Publication.Result.REPLACED);
    assertThat(served("some-id")).isEqualTo("2.0.0");
    assertThat(high.resolve("some-id.json")).exists();
    assertThat(low.resolve("x.json")).content().contains("1.0.0");
  }

  @Test
  void whatIsNewNeedsNoVersionAndWhatIsThereNeedsOne() {
    assertThat(publish("some-id", "1.0.0", UNSAID).result()).isEqualTo(Publication.Result.CREATED);
    PublishingException refused = refusal(() -> publish("some-id", "2.0.0", UNSAID));
    assertThat(refused.code()).isEqualTo(Code.PRECONDITION_REQUIRED);
    assertThat(refused.current()).hasValue(new ContentHash(hash("1.0.0")));
    assertThat(publish("some-id", "2.0.0", PRESENT).previous())
        .hasValue(new ContentHash(hash("1.0.0")));
    assertThat(publish("some-id", "3.0.0", NONE).result()).isEqualTo(Publication.Result.REPLACED);
  }

  @Test
  void anotherVersionThanTheOneThatWasSeenIsNotOverwritten() {
    publish("some-id", "2.0.0", UNSAID);
    Precondition old = new Precondition.OneOf(Set.of(hash("1.0.0")));
    PublishingException refused = refusal(() -> publish("some-id", "3.0.0", old));
    assertThat(refused.code()).isEqualTo(Code.PRECONDITION_FAILED);
    assertThat(refused.getMessage()).contains(hash("2.0.0"), "repeat with its hash");
    assertThat(refusal(() -> publishing.remove("some-id", old, "ada")).code())
        .isEqualTo(Code.PRECONDITION_FAILED);
    assertThat(served("some-id")).isEqualTo("2.0.0");
  }

  @Test
  void aRepeatedCallWhoseReplyWasLostChangesNothing() {
    publish("some-id", "1.0.0", UNSAID);
    Precondition seen = new Precondition.OneOf(Set.of(hash("1.0.0")));
    publish("some-id", "2.0.0", seen);
    assertThat(publish("some-id", "2.0.0", seen).result()).isEqualTo(Publication.Result.UNCHANGED);
    assertThat(publish("some-id", "2.0.0", UNSAID).result())
        .isEqualTo(Publication.Result.UNCHANGED);
    assertThat(refusal(() -> publish("some-id", "2.0.0", ABSENT)).code())
        .isEqualTo(Code.PRECONDITION_FAILED);
    assertThat(audit.events("workflow.published")).hasSize(2);
  }

  @Test
  void nothingCanBeReplacedWhereThereIsNothing() {
    Precondition seen = new Precondition.OneOf(Set.of(hash("1.0.0")));
    assertThat(refusal(() -> publish("some-id", "1.0.0", seen)).getMessage())
        .contains("without naming a version");
    assertThat(refusal(() -> publish("some-id", "1.0.0", PRESENT)).code())
        .isEqualTo(Code.PRECONDITION_FAILED);
    assertThat(publish("some-id", "1.0.0", ABSENT).result()).isEqualTo(Publication.Result.CREATED);
  }

  @Test
  void aCopyOfADocumentOfTheReleaseIsAReplacementAndItsRemovalUncoversTheRelease() {
    String id = "code-review";
    open.catalog().reload();
    String release = served(id);
    assertThat(refusal(() -> publish(id, "99.0.0", UNSAID)).code())
        .isEqualTo(Code.PRECONDITION_REQUIRED);
    publish(id, "99.0.0", PRESENT);
    assertThat(served(id)).isEqualTo("99.0.0");
    Removal removal = publishing.remove(id, PRESENT, "ada");
    assertThat(removal.uncovered().orElseThrow().version()).isEqualTo(release);
    assertThat(served(id)).isEqualTo(release);
    PublishingException refused = refusal(() -> publishing.remove(id, NONE, "ada"));
    assertThat(refused.code()).isEqualTo(Code.NOT_REMOVABLE);
    assertThat(refused.getMessage()).contains("came with the release");
  }

  @Test
  void whatIsInAnotherFolderIsNotRemoved() throws Exception {
    Files.writeString(low.resolve("x.json"), text("some-id", "1.0.0"));
    assertThat(refusal(() -> publishing.remove("some-id", NONE, "ada")).getMessage())
        .contains("not published to");
    assertThat(low.resolve("x.json")).exists();
  }

  @Test
  void anUnknownIdNamesTheNearest() {
    PublishingException refused = refusal(() -> publishing.remove("code-reviw", NONE, "ada"));
    assertThat(refused.code()).isEqualTo(Code.UNKNOWN_WORKFLOW);
    assertThat(refused.getMessage()).contains("\"code-review\"");
    assertThat(refusal(() -> publishing.remove("../etc/passwd", NONE, "ada")).code())
        .isEqualTo(Code.UNKNOWN_WORKFLOW);
  }

  @Test
  void aBrokenStoredDocumentIsMendedAndRemoved() throws Exception {
    Files.writeString(high.resolve("some-id.json"), "{ broken");
    assertThat(publish("some-id", "1.0.0", ABSENT).result()).isEqualTo(Publication.Result.CREATED);
    assertThat(served("some-id")).isEqualTo("1.0.0");
    assertThat(open.catalog().snapshot().problems()).isEmpty();
    Files.writeString(high.resolve("other-id.json"), "{ broken");
    publishing.remove("other-id", UNSAID, "ada");
    assertThat(high.resolve("other-id.json")).doesNotExist();
  }

  @Test
  void theLastGoodVersionOfABrokenDocumentIsTheOneToName() throws Exception {
    publish("some-id", "1.0.0", UNSAID);
    Files.writeString(high.resolve("some-id.json"), "{ broken");
    assertThat(refusal(() -> publish("some-id", "2.0.0", UNSAID)).current())
        .hasValue(new ContentHash(hash("1.0.0")));
    publish("some-id", "2.0.0", new Precondition.OneOf(Set.of(hash("1.0.0"))));
    assertThat(served("some-id")).isEqualTo("2.0.0");
  }

  @Test
  void refusesWhatTheServerWouldNotServe() throws Exception {
    PublishingException invalid = refusal(() -> publish("some-id", "one", UNSAID));
    assertThat(invalid.code()).isEqualTo(Code.INVALID_DOCUMENT);
    assertThat(invalid.findings()).singleElement().asString().contains("/version");
    assertThat(refusal(() -> publishing.check("{".getBytes(UTF_8))).code())
        .isEqualTo(Code.MALFORMED_DOCUMENT);
    assertThat(refusal(() -> publishing.check(new byte[] {'"', (byte) 0xe4, '"'})).code())
        .isEqualTo(Code.MALFORMED_DOCUMENT);
    byte[] other = text("other-id", "1.0.0").getBytes(UTF_8);
    assertThat(refusal(() -> publishing.check(other, new WorkflowId("some-id"))).code())
        .isEqualTo(Code.ID_MISMATCH);

    String warned = text("some-id", "1.0.0").replace("Do it.", "x".repeat(2_500));
    assertThat(publishing.check(warned.getBytes(UTF_8)).warnings()).hasSize(1);
    reopen("{\"strict\":true}");
    assertThat(refusal(() -> publishing.check(warned.getBytes(UTF_8))).code())
        .isEqualTo(Code.INVALID_DOCUMENT);
    assertThat(high).isEmptyDirectory();
  }

  @Test
  void ofManyAuthorsWhoSawTheSameVersionOneReplacesIt() throws Exception {
    publish("some-id", "1.0.0", UNSAID);
    Precondition seen = new Precondition.OneOf(Set.of(hash("1.0.0")));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> authors = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String version = "2.0." + i;
        authors.add(() -> isPublished(version, seen));
      }
      int published = 0;
      for (Future<Boolean> author : pool.invokeAll(authors)) {
        published += author.get() ? 1 : 0;
      }
      assertThat(published).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  private boolean isPublished(String version, Precondition seen) {
    try {
      publish("some-id", version, seen);
      return true;
    } catch (PublishingException e) {
      assertThat(e.code()).isEqualTo(Code.PRECONDITION_FAILED);
      return false;
    }
  }

  @Test
  void everyChangeIsNotedBeforeAndAfter() {
    publish("some-id", "1.0.0", UNSAID);
    publish("some-id", "2.0.0", NONE);
    publishing.remove("some-id", NONE, "eve");
    assertThat(audit.events())
        .extracting(AuditEvent::type)
        .containsExactly(
            "workflow.publishing",
            "workflow.published",
            "workflow.publishing",
            "workflow.published",
            "workflow.removing",
            "workflow.removed");
    JsonNode second = StrictJson.mapper().valueToTree(audit.events().get(3).details());
    assertThat(second.path("actor").asText()).isEqualTo("ada");
    assertThat(second.path("workflow").asText()).isEqualTo("some-id");
    assertThat(second.path("version").asText()).isEqualTo("2.0.0");
    assertThat(second.path("contentHash").asText()).isEqualTo(hash("2.0.0"));
    assertThat(second.path("previousContentHash").asText()).isEqualTo(hash("1.0.0"));
    assertThat(second.path("storage").asText()).contains(high.toString());
  }

  @Test
  void whatCannotBeNotedDoesNotHappen() {
    publish("some-id", "1.0.0", UNSAID);
    audit.fail();
    assertThat(refusal(() -> publish("some-id", "2.0.0", NONE)).code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(refusal(() -> publishing.remove("some-id", NONE, "ada")).getMessage())
        .contains("Nothing was changed");
    assertThat(served("some-id")).isEqualTo("1.0.0");
  }

  @Test
  void aMissingFolderIsSaidAndWhatWasReadStaysServed() throws Exception {
    publish("some-id", "1.0.0", UNSAID);
    Path away = Files.move(high, data.resolve("away"));
    PublishingException refused = refusal(() -> publish("some-id", "2.0.0", NONE));
    assertThat(refused.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(refused.getMessage()).contains(high.toString(), "WORKFLOW_STORAGE_PATH");
    assertThat(served("some-id")).isEqualTo("1.0.0");
    Files.move(away, high);
    publish("some-id", "2.0.0", NONE);
    assertThat(served("some-id")).isEqualTo("2.0.0");
  }

  private Publication publish(String id, String version, Precondition precondition) {
    return publishing.publish(
        publishing.check(text(id, version).getBytes(UTF_8)), precondition, "ada");
  }

  private String served(String id) {
    return open.catalog().require(id).workflow().version();
  }

  private static PublishingException refusal(ThrowingCallable call) {
    PublishingException refusal = catchThrowableOfType(PublishingException.class, call);
    assertThat(refusal).as("refused").isNotNull();
    return refusal;
  }

  private static String hash(String version) {
    try {
      return ContentHash.of(StrictJson.parse(text("some-id", version))).value();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String text(String id, String version) {
    return """
        {"id":"%s","name":"Name","description":"Description.","version":"%s",
         "steps":[{"id":"only-step","title":"Only","prompt":"Do it."}]}"""
        .formatted(id, version);
  }
}
