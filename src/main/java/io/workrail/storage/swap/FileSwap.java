package io.workrail.storage.swap;

import io.workrail.storage.swap.SwapJournal.Content;
import io.workrail.storage.swap.SwapJournal.Direction;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A swap of files: {@link #begin}, {@link #carryOut}, then {@link #finish} or {@link #undo}. Every
 * method may be repeated after a crash in the middle of it. Nobody may have the files open. Not
 * thread-safe.
 */
public final class FileSwap {
  private static final Logger LOG = LoggerFactory.getLogger(FileSwap.class);

  private final SwapJournal journal;
  private final Content content;
  private final Progress progress;

  private FileSwap(SwapJournal journal, Content content, Progress progress) {
    this.journal = journal;
    this.content = content;
    this.progress = progress;
  }

  /**
   * A swap that has not begun.
   *
   * @param folder gets the journal
   * @param condition a name for {@link #recover} to ask about when the swap depends on something
   *     outside of the file system; without one it is carried out
   */
  public static FileSwap plan(
      Path folder, List<Exchange> exchanges, Optional<String> condition, Progress progress) {
    return new FileSwap(
        new SwapJournal(folder),
        new Content(Direction.FORWARD, List.copyOf(exchanges), condition),
        progress);
  }

  /** Whether a swap was begun and did not end. */
  public static boolean isUnfinished(Path folder) {
    return new SwapJournal(folder).exists();
  }

  /**
   * Ends a swap that did not end: finishes it, or undoes it when it was being undone, when its
   * condition does not hold, or when it cannot be finished.
   *
   * @param holds whether the condition of a swap holds
   * @return whether the new files are in place
   */
  public static boolean recover(Path folder, Predicate<String> holds) throws IOException {
    SwapJournal journal = new SwapJournal(folder);
    FileSwap swap = new FileSwap(journal, journal.read(), Progress.UNHEARD);
    boolean forward =
        swap.content.direction() == Direction.FORWARD
            && swap.content.condition().map(holds::test).orElse(true);
    if (forward && swap.isCarriedOut()) {
      swap.finish();
      LOG.warn("A restore that was interrupted has been finished");
      return true;
    }
    swap.undo();
    LOG.warn("A restore that was interrupted has been undone: the data of before are in place");
    return false;
  }

  private boolean isCarriedOut() {
    try {
      carryOut();
      return true;
    } catch (IOException e) {
      LOG.error("A restore that was interrupted cannot be finished, and is undone", e);
      return false;
    }
  }

  /** Writes down what is to be done; nothing is moved yet. Without files there is no journal. */
  public void begin() throws IOException {
    if (content.exchanges().isEmpty()) {
      return;
    }
    for (Exchange exchange : content.exchanges()) {
      if (!exists(exchange.fresh())) {
        throw new IOException("there is nothing at " + exchange.fresh());
      }
      if (exists(exchange.kept())) {
        throw new FileAlreadyExistsException(exchange.kept().toString());
      }
    }
    journal.write(content);
    progress.reached("journal written");
  }

  /** Moves the old files away and the new ones into their place. */
  public void carryOut() throws IOException {
    for (Exchange exchange : content.exchanges()) {
      if (exists(exchange.fresh())) {
        for (String ending : exchange.companions()) {
          moveIfThere(exchange.liveCompanion(ending), exchange.keptCompanion(ending));
        }
        moveIfThere(exchange.live(), exchange.kept());
        moveIfThere(exchange.fresh(), exchange.live());
      }
      if (!exists(exchange.live())) {
        throw new NoSuchFileException(exchange.live().toString(), null, "the new one is lost");
      }
    }
  }

  /** The new files stay; the journal goes. */
  public void finish() throws IOException {
    if (content.exchanges().isEmpty()) {
      return;
    }
    journal.delete();
    progress.reached("journal removed");
  }

  /** Moves the new files out of the way and the old ones back, whatever was done so far. */
  public void undo() throws IOException {
    if (content.exchanges().isEmpty()) {
      return;
    }
    turnBack();
    List<Exchange> backwards = new ArrayList<>(content.exchanges());
    Collections.reverse(backwards);
    for (Exchange exchange : backwards) {
      boolean isNewInPlace = !exists(exchange.fresh()) && exists(exchange.live());
      if (isNewInPlace) {
        for (String ending : exchange.companions()) {
          // Made by whoever opened the new file for a moment.
          Files.deleteIfExists(exchange.liveCompanion(ending));
        }
        moveBack(exchange.live(), exchange.fresh());
      }
      moveBackIfThere(exchange.kept(), exchange.live());
      for (String ending : exchange.companions()) {
        moveBackIfThere(exchange.keptCompanion(ending), exchange.liveCompanion(ending));
      }
    }
    journal.delete();
  }

  /** When this fails on a full disk, a crash before the end of the undoing leads forward again. */
  private void turnBack() {
    try {
      journal.write(new Content(Direction.BACK, content.exchanges(), content.condition()));
    } catch (IOException e) {
      LOG.warn("The journal of the restore cannot say that it is undone", e);
    }
  }

  private void moveIfThere(Path from, Path to) throws IOException {
    if (exists(from)) {
      requireFree(to);
      Disk.move(from, to);
      progress.reached("moved to " + to.getFileName());
    }
  }

  private static void moveBackIfThere(Path from, Path to) throws IOException {
    if (exists(from)) {
      moveBack(from, to);
    }
  }

  private static void moveBack(Path from, Path to) throws IOException {
    requireFree(to);
    Disk.move(from, to);
  }

  /** A rename would put it into the place of what is there, without a word. */
  private static void requireFree(Path place) throws IOException {
    if (exists(place)) {
      throw new FileAlreadyExistsException(
          place.toString(), null, "somebody put something there during a restore");
    }
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
