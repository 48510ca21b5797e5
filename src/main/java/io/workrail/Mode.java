package io.workrail;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the server is for. */
public enum Mode {
  /** Somebody tries it out: loopback only, a secret made on the first start. */
  @JsonProperty("development")
  DEVELOPMENT("127.0.0.1"),
  /** A team relies on it: refuses to start with weak secrets. */
  @JsonProperty("production")
  PRODUCTION("0.0.0.0");

  private final String bindHost;

  Mode(String bindHost) {
    this.bindHost = bindHost;
  }

  /** The address to listen on when none is configured. */
  public String bindHost() {
    return bindHost;
  }
}
