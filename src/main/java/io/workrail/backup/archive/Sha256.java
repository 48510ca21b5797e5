package io.workrail.backup.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal. */
final class Sha256 {
  private Sha256() {}

  /** Every Java has it. */
  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String of(byte[] bytes) {
    return end(begin().digest(bytes));
  }

  static String end(MessageDigest digest) {
    return end(digest.digest());
  }

  private static String end(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
