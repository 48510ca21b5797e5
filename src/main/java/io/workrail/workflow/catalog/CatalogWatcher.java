package io.workrail.workflow.catalog;

import io.dropwizard.lifecycle.Managed;
import io.workrail.outage.OutageLog;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the catalogue when a source changes. Three things tell of a change: the watch of the file
 * system, which is quick but misses events (network file systems, overflow, a folder that went away
 * as a whole); a look at the fingerprints of all sources twice a second, which notices what the
 * database and the folders themselves do; and the poll, which reads everything again.
 */
public final class CatalogWatcher implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogWatcher.class);

  /** A change in the database has to reach every server within two seconds. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration QUIET = Duration.ofMillis(20);
  private static final int LONGEST_BURST = 25;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private final WorkflowCatalog catalog;
  private final List<Path> folders;
  private final long looksUntilPoll;
  private final OutageLog reloading = new OutageLog(LOG);
  private final OutageLog looking = new OutageLog(LOG);
  private @Nullable WatchService watch;
  private @Nullable Thread thread;

  /**
   * A watcher that is not started.
   *
   * @param pollInterval how often to read everything again without an event; zero means never
   */
  public CatalogWatcher(WorkflowCatalog catalog, List<Path> folders, Duration pollInterval) {
    this.catalog = catalog;
    this.folders = List.copyOf(folders);
    this.looksUntilPoll =
        pollInterval.isZero() ? Long.MAX_VALUE : Math.max(1, pollInterval.dividedBy(LOOK));
  }

  /** Registers for events, then loads: a change in between is seen by one of the two. */
  @Override
  public void start() throws IOException {
    WatchService service = FileSystems.getDefault().newWatchService();
    watch = service;
    register(service);
    catalog.reload();
    Thread watcher = new Thread(() -> run(service), "catalog-watcher");
    watcher.setDaemon(true);
    thread = watcher;
    watcher.start();
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    if (watch != null) {
      watch.close();
    }
    if (thread != null) {
      thread.join(STOP_PATIENCE.toMillis());
    }
  }

  private void run(WatchService service) {
    try {
      while (true) {
        awaitReason(service);
        register(service);
        reload();
      }
    } catch (ClosedWatchServiceException e) {
      LOG.debug("The watch was closed, the server stops");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void reload() {
    try {
      catalog.reload();
      reloading.works();
    } catch (RuntimeException e) {
      // The snapshot before stays served; the next event or poll tries again.
      reloading.failed("The catalogue could not be reloaded, what was read stays served", e);
    }
  }

  private void awaitReason(WatchService service) throws InterruptedException {
    for (long looks = 0; looks < looksUntilPoll; looks++) {
      if (sawEvents(service) || needsAnotherLook()) {
        return;
      }
    }
  }

  private boolean needsAnotherLook() {
    try {
      boolean isOutdated = catalog.isOutdated();
      looking.works();
      return isOutdated;
    } catch (RuntimeException e) {
      looking.failed("The sources of workflows could not be looked at", e);
      return false;
    }
  }

  /** Editors write a file in several steps: waits until a burst of events is over. */
  private static boolean sawEvents(WatchService service) throws InterruptedException {
    WatchKey key = service.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    boolean seen = key != null;
    for (int i = 0; key != null && i < LONGEST_BURST; i++) {
      key.pollEvents();
      key.reset();
      key = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (key != null) {
      key.reset();
    }
    return seen;
  }

  private void register(WatchService service) {
    for (Path folder : folders) {
      try {
        Files.walkFileTree(folder, new Registration(service));
      } catch (IOException e) {
        LOG.debug("{} cannot be watched, the poll looks after it", folder, e);
      }
    }
  }

  /** Watches every folder that can be; what cannot be read hinders no other. */
  private static final class Registration extends SimpleFileVisitor<Path> {
    private final WatchService service;

    Registration(WatchService service) {
      this.service = service;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      folder.register(
          service,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      LOG.debug("{} cannot be watched", file, failure);
      return FileVisitResult.CONTINUE;
    }
  }
}
