package io.workrail.connect;

/**
 * What a person pastes to connect a client.
 *
 * @param client the name of the client
 * @param place where it belongs, a file or the terminal, and what to know about it
 * @param text a command or a JSON document
 */
public record ClientSnippet(String client, String place, String text) {
  /** For a terminal: who and where, then what to paste, then an empty line. */
  public String inLines() {
    return "%s, %s:%n  %s%n".formatted(client, place, text);
  }
}
