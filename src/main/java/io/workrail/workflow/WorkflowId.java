package io.workrail.workflow;

import java.util.regex.Pattern;

/**
 * The id of a workflow: lower-case words with hyphens, in dotted groups, 3 to 64 characters. The
 * constructor throws {@link IllegalArgumentException} for anything else.
 */
public record WorkflowId(String value) implements Comparable<WorkflowId> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");
  private static final int MIN_LENGTH = 3;
  private static final int MAX_LENGTH = 64;

  public WorkflowId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a workflow id");
    }
  }

  /** Whether the text may be an id. Linear in its length, which is checked first. */
  public static boolean isValid(String value) {
    return value.length() >= MIN_LENGTH
        && value.length() <= MAX_LENGTH
        && FORM.matcher(value).matches();
  }

  @Override
  public int compareTo(WorkflowId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
