package io.workrail.storage;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of the data of before.
 *
 * @param kept where they are, in words for people; nothing when there were none
 * @param removal the command or statement that deletes them
 * @param carriedOver rows that were taken over; nothing when the data of before could not be read
 */
public record Replaced(Optional<String> kept, Optional<String> removal, OptionalInt carriedOver) {}
