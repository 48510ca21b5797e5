package io.workrail.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.Await;
import io.workrail.storage.swap.Exchange;
import io.workrail.storage.swap.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * A table of numbered notes, 1 and 100 before it is replaced and 7 in what takes its place, and a
 * document beside it: what both dialects promise of a replacement is tried on them.
 */
final class Notes {
  /** What must survive: the notes from 100 on. */
  static final CarryOver LARGE_ONES =
      before -> {
        List<Integer> ids =
            before.createQuery("SELECT id FROM notes WHERE id >= 100").mapTo(Integer.class).list();
        return after -> {
          ids.forEach(id -> after.execute("INSERT INTO notes (id) VALUES (?)", id));
          return ids.size();
        };
      };

  private Notes() {}

  /** Replaces the notes and the document. */
  interface Replacement {
    Replaced make(Progress progress) throws IOException;
  }

  /** What holds after a replacement that failed. */
  interface Check {
    void after(IOException failure) throws IOException;
  }

  static List<Integer> ids(Database database) {
    return database.read(handle -> select(handle, "notes"));
  }

  /** As {@link #ids}, in a transaction that writes. */
  static List<Integer> written(Database database) {
    return database.write(
        handle -> {
          handle.execute("UPDATE notes SET text = 'seen'");
          return select(handle, "notes");
        });
  }

  static List<Integer> select(Handle handle, String table) {
    return handle
        .createQuery("SELECT id FROM " + table + " ORDER BY id")
        .mapTo(Integer.class)
        .list();
  }

  /** Builds the notes that take the place of the others, and puts them there. */
  static Replaced replace(ReplaceableData data, Path folder, Path kept, Progress progress)
      throws IOException {
    try (Rebuilding rebuilding = data.rebuild(folder.resolve("scratch"))) {
      Database built = rebuilding.create(1);
      built.write(handle -> handle.execute("INSERT INTO notes (id) VALUES (7)"));
      built.stop();
      Database upgraded = rebuilding.open();
      upgraded.write(handle -> handle.execute("UPDATE notes SET text = 'upgraded'"));
      assertThat(rebuilding.problemsOf(upgraded)).isEmpty();
      upgraded.stop();
      Together together =
          new Together(
              folder,
              kept,
              List.of(
                  new Exchange(
                      folder.resolve("document"),
                      folder.resolve("scratch/document"),
                      kept.resolve("document"),
                      List.of())));
      return rebuilding.replace(together, LARGE_ONES, progress);
    }
  }

  /**
   * Lets a replacement fail at its first step, then at its second, until one succeeds.
   *
   * @param last the step at which it is done, and which cannot fail any more
   * @return how many times it was tried
   */
  static int failAtEachStep(Replacement replacement, String last, Check check) throws IOException {
    for (int steps = 1; ; steps++) {
      AtomicInteger left = new AtomicInteger(steps);
      try {
        replacement.make(
            step -> {
              if (left.decrementAndGet() == 0 && !step.equals(last)) {
                throw new IOException("failed at: " + step);
              }
            });
        return steps;
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("failed at: ");
        check.after(e);
      }
    }
  }

  /**
   * Makes a replacement while threads read and write the notes: each is answered, or told to come
   * again, from the old or the new and never from a mix.
   */
  static void replaceUnderLoad(List<Supplier<List<Integer>>> calls, Replacement replacement)
      throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong answered = new AtomicLong();
    AtomicLong wrong = new AtomicLong();
    List<Thread> callers =
        calls.stream()
            .map(
                call ->
                    new Thread(
                        () -> {
                          while (!stop.get()) {
                            try {
                              List<Integer> seen = call.get();
                              wrong.addAndGet(seen.contains(1) ^ seen.contains(7) ? 0 : 1);
                              answered.incrementAndGet();
                            } catch (StorageUnavailableException e) {
                              wrong.addAndGet(
                                  e.reason() == StorageUnavailableException.Reason.BUSY ? 0 : 1);
                            } catch (RuntimeException e) {
                              wrong.incrementAndGet();
                            }
                          }
                        }))
            .toList();
    callers.forEach(Thread::start);
    Await.until("calls are answered", () -> answered.get() > 200);
    replacement.make(Progress.UNHEARD);
    long then = answered.get();
    Await.until("calls are answered", () -> answered.get() > then + 200);
    stop.set(true);
    for (Thread caller : callers) {
      caller.join(20_000);
    }
    assertThat(wrong).hasValue(0);
  }
}
