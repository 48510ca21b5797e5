package io.workrail.auth;

import java.util.List;

/**
 * The secrets of our own and the keys of somebody else. A shared secret never verifies a token that
 * names another method, and the other way round. Thread-safe.
 */
final class KeyRing implements KeySource {
  private final List<VerificationKey> own;
  private final KeySource others;

  /**
   * All keys.
   *
   * @param own newest first
   */
  KeyRing(List<VerificationKey.Shared> own, KeySource others) {
    this.own = List.copyOf(own);
    this.others = others;
  }

  @Override
  public List<VerificationKey> candidates(TokenHeader header) {
    return header.method() == SigningMethod.HS256 ? own : others.candidates(header);
  }

  @Override
  public long version() {
    return others.version();
  }

  /** Keys that stay as long as the server runs. */
  record Fixed(List<VerificationKey> keys) implements KeySource {
    Fixed {
      keys = List.copyOf(keys);
    }

    @Override
    public List<VerificationKey> candidates(TokenHeader header) {
      return keys.stream().filter(key -> key.fits(header)).toList();
    }

    @Override
    public long version() {
      return 0;
    }
  }
}
