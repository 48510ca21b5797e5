package io.workrail.workflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.Await;
import io.workrail.workflow.validation.WorkflowValidator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogWatcherTest {
  @TempDir Path folder;

  /** Has faults, which no source should have. */
  private static final class Shaky implements WorkflowSource {
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger listings = new AtomicInteger();
    private volatile String version = "1.0.0";
    private volatile boolean hasFaults;

    @Override
    public Listing list() {
      listings.incrementAndGet();
      failIfFaulty();
      byte[] text =
          WorkflowStoreContract.document("some-id", version).getBytes(StandardCharsets.UTF_8);
      return new Listing(List.of(new SourceFile("x.json", version, () -> text)), List.of());
    }

    @Override
    public Optional<Path> watchedFolder() {
      return Optional.empty();
    }

    @Override
    public String fingerprint() {
      looks.incrementAndGet();
      failIfFaulty();
      return version;
    }

    private void failIfFaulty() {
      if (hasFaults) {
        throw new IllegalStateException("a fault of a source");
      }
    }
  }

  @Test
  void aFaultOfASourceDoesNotEndTheWatch() throws Exception {
    Shaky source = new Shaky();
    WorkflowCatalog catalog = catalog(source);
    // Reads everything again with every look, so that listings fail, too.
    CatalogWatcher watcher = new CatalogWatcher(catalog, List.of(), Duration.ofMillis(500));
    watcher.start();
    try {
      source.hasFaults = true;
      int looks = source.looks.get();
      Await.until("it looked twice in vain", () -> source.looks.get() > looks + 2);
      assertThat(version(catalog)).as("stays served").isEqualTo("1.0.0");
      source.version = "2.0.0";
      source.hasFaults = false;
      Await.until("the change is served", () -> version(catalog).equals("2.0.0"));
    } finally {
      watcher.stop();
    }
    int listings = source.listings.get();
    source.version = "3.0.0";
    assertThat(source.listings).as("nobody looks after the stop").hasValue(listings);
  }

  @Test
  void aFolderThatIsMadeLaterIsWatched() throws Exception {
    WorkflowCatalog catalog = catalog(new DirectorySource(folder));
    CatalogWatcher watcher = new CatalogWatcher(catalog, List.of(folder), Duration.ZERO);
    watcher.start();
    try {
      Path later = Files.createDirectories(folder.resolve("team/later"));
      write(later, "1.0.0");
      Await.until("the document is served", () -> catalog.find("some-id").isPresent());
      write(later, "1.1.0");
      Await.until("the change is served", () -> version(catalog).equals("1.1.0"));
    } finally {
      watcher.stop();
    }
  }

  private static WorkflowCatalog catalog(WorkflowSource source) {
    return new WorkflowCatalog(List.of(source), new WorkflowValidator(), false);
  }

  private static String version(WorkflowCatalog catalog) {
    return catalog.require("some-id").workflow().version();
  }

  private static void write(Path folder, String version) throws Exception {
    Files.writeString(folder.resolve("x.json"), WorkflowStoreContract.document("some-id", version));
  }
}
