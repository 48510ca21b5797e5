package io.workrail.configuration;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that somebody meant. */
@FunctionalInterface
public interface NearestKey {
  /** The known name that a misspelt one means, if any comes close. */
  Optional<String> find(String name, Collection<String> known);
}
