package io.workrail.backup;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/**
 * How an attempt to make a backup ended.
 *
 * @param at ISO 8601, UTC
 * @param failure a sentence; empty when there is a verified archive
 * @param uploadFailure a sentence; empty when the archive was sent away, or should not be
 */
@JsonPropertyOrder({"at", "failure", "uploadFailure"})
record Attempt(String at, String failure, String uploadFailure) {
  static Attempt succeeded(Instant at) {
    return new Attempt(at.toString(), "", "");
  }

  static Attempt failed(Instant at, String sentence) {
    return new Attempt(at.toString(), sentence, "");
  }

  /** The archive is there, but only here. */
  static Attempt notUploaded(Instant at, String sentence) {
    return new Attempt(at.toString(), "", sentence);
  }

  Instant time() {
    return Instant.parse(at);
  }
}
