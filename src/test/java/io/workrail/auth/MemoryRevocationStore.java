package io.workrail.auth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Revocations that end with the test. */
final class MemoryRevocationStore implements RevocationStore {
  private final List<Revocation> all = new ArrayList<>();
  private long origin;

  @Override
  public synchronized void put(Revocation revocation) {
    all.removeIf(
        known -> known.kind() == revocation.kind() && known.name().equals(revocation.name()));
    all.add(revocation);
  }

  @Override
  public synchronized List<Revocation> listSince(Instant moment) {
    return all.stream()
        .filter(revocation -> !revocation.at().isBefore(moment))
        .sorted(
            Comparator.comparing(Revocation::at)
                .thenComparing(Revocation::kind)
                .thenComparing(Revocation::name))
        .toList();
  }

  @Override
  public synchronized long origin() {
    return origin;
  }

  /** Other revocations take the place of these, as by a restore. */
  synchronized void replaceBy(List<Revocation> others) {
    all.clear();
    all.addAll(others);
    origin++;
  }

  synchronized void clear() {
    all.clear();
  }
}
