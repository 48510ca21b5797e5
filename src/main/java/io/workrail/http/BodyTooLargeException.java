package io.workrail.http;

import java.io.IOException;

/**
 * What a resource gets in place of a body over the limit. It comes when the body is read, hence
 * after the credential was checked: who may not call learns nothing else (mcp, order of checks).
 */
public final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String message;

  /** Names the limit in bytes. */
  BodyTooLargeException(long limit) {
    this.message = "The body is larger than " + limit + " bytes; send less, or in several calls.";
  }

  @Override
  public String getMessage() {
    return message;
  }
}
