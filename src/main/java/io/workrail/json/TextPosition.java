package io.workrail.json;

/**
 * A place in a text, for a person who opens it in an editor.
 *
 * @param line counted from 1
 * @param column counted from 1, in UTF-16 units
 */
public record TextPosition(int line, int column) {
  /** The first character. */
  public static final TextPosition START = new TextPosition(1, 1);

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
