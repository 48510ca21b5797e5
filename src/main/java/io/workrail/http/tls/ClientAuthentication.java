package io.workrail.http.tls;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether clients show a certificate. It never replaces a token. */
public enum ClientAuthentication {
  /** It is not asked for. */
  @JsonProperty("none")
  NONE,
  /** It is asked for, and must be good when it is shown. */
  @JsonProperty("want")
  WANT,
  /** Without one there is no connection. */
  @JsonProperty("need")
  NEED
}
