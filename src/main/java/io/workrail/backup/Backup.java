package io.workrail.backup;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * An archive, as callers are told of it.
 *
 * @param path absolute
 * @param timestamp when its making began: ISO 8601, UTC
 * @param size in bytes
 * @param sha256 of the file, in hexadecimal; empty when it was not verified
 * @param verified whether it was read back and everything was in order
 */
@JsonPropertyOrder({"path", "timestamp", "size", "sha256", "verified"})
public record Backup(String path, String timestamp, long size, String sha256, boolean verified) {}
