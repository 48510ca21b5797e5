package io.workrail.backup.restore;

import io.workrail.backup.archive.Manifest;
import io.workrail.backup.restore.Restored.Kept;
import io.workrail.storage.Replaced;
import io.workrail.storage.swap.Exchange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What whoever restored is told.
 *
 * @param archive the name of the file
 * @param notes what came up on the way
 */
record RestoreAnswer(String archive, Manifest manifest, List<String> notes) {
  private static final String NOTHING_CARRIED_OVER =
      "The database of before could not be read: tokens that were withdrawn after the backup are"
          + " good again until they expire. Withdraw them once more.";

  Restored of(Replaced replaced, int documents, List<Exchange> exchanges) {
    List<Kept> kept = new ArrayList<>();
    replaced
        .kept()
        .ifPresent(
            place -> kept.add(new Kept(place, replaced.removal().orElseGet(() -> remove(place)))));
    exchanges.stream()
        .map(Exchange::kept)
        .filter(Files::exists)
        .map(Path::toString)
        .forEach(place -> kept.add(new Kept(place, remove(place))));
    List<String> all = new ArrayList<>(notes);
    if (replaced.carriedOver().isEmpty()) {
      all.add(NOTHING_CARRIED_OVER);
    }
    return new Restored(
        archive,
        manifest.createdAt(),
        manifest.release(),
        manifest.contentDigest(),
        manifest.counts().tables(),
        documents,
        replaced.carriedOver().orElse(0),
        kept,
        all);
  }

  /** The folder around it holds nothing else. */
  private static String remove(String place) {
    return "rm -r " + Path.of(place).getParent();
  }
}
