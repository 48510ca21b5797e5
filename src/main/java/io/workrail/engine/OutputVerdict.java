package io.workrail.engine;

import java.util.List;

/**
 * Whether an output will do.
 *
 * @param issues the messages of the rules that it fails, in document order
 * @param suggestions what to do, one for each issue
 */
public record OutputVerdict(boolean valid, List<String> issues, List<String> suggestions) {
  public OutputVerdict {
    issues = List.copyOf(issues);
    suggestions = List.copyOf(suggestions);
  }
}
