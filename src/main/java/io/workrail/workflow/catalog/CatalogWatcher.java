package io.workrail.workflow.catalog;

import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the catalogue when a file changes. The watch of the file system is quick but may miss
 * events (network file systems, overflow): the poll is the net below it.
 */
public final class CatalogWatcher implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogWatcher.class);
  private static final Duration QUIET = Duration.ofMillis(20);
  private static final int LONGEST_BURST = 25;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private final WorkflowCatalog catalog;
  private final List<Path> folders;
  private final Duration pollInterval;
  private @Nullable WatchService watch;
  private @Nullable Thread thread;

  /**
   * A watcher that is not started.
   *
   * @param pollInterval how often to look without an event; zero means never
   */
  public CatalogWatcher(WorkflowCatalog catalog, List<Path> folders, Duration pollInterval) {
    this.catalog = catalog;
    this.folders = List.copyOf(folders);
    this.pollInterval = pollInterval;
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
        awaitChange(service);
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
    } catch (RuntimeException e) {
      // The snapshot before stays served; the next event or poll tries again.
      LOG.error("The catalogue could not be reloaded", e);
    }
  }

  /** Editors write a file in several steps: waits until a burst of events is over. */
  private void awaitChange(WatchService service) throws InterruptedException {
    WatchKey key =
        pollInterval.isZero()
            ? service.take()
            : service.poll(pollInterval.toMillis(), TimeUnit.MILLISECONDS);
    for (int i = 0; key != null && i < LONGEST_BURST; i++) {
      key.pollEvents();
      key.reset();
      key = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (key != null) {
      key.reset();
    }
  }

  private void register(WatchService service) {
    for (Path folder : folders) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.filter(Files::isDirectory).toList()) {
          path.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
        }
      } catch (IOException | java.io.UncheckedIOException e) {
        LOG.debug("{} cannot be watched, the poll looks after it", folder, e);
      }
    }
  }
}
