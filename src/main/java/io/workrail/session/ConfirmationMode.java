package io.workrail.session;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a person agrees to a step that requires confirmation. */
public enum ConfirmationMode {
  /** The person is asked through the client, where it can; otherwise as {@link #REPORT}. */
  @JsonProperty("elicit")
  ELICIT,
  /** The agent asks its user and says so. */
  @JsonProperty("report")
  REPORT,
  /** Somebody with the role {@code approver} decides on what was submitted. */
  @JsonProperty("approve")
  APPROVE
}
