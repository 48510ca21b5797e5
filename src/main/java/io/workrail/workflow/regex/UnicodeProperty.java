package io.workrail.workflow.regex;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A property escape such as {@code \p{Lu}} (ECMA-262, Runtime Semantics: UnicodeMatchProperty).
 * Which characters have a property depends on the Unicode version of the Java runtime. Immutable
 * and thread-safe.
 */
final class UnicodeProperty {

  private static final String CATEGORY_NAMES =
      """
      C Other, Cc Control cntrl, Cf Format, Cn Unassigned, Co Private_Use, Cs Surrogate, \
      L Letter, LC Cased_Letter, Ll Lowercase_Letter, Lm Modifier_Letter, Lo Other_Letter, \
      Lt Titlecase_Letter, Lu Uppercase_Letter, M Mark Combining_Mark, Mc Spacing_Mark, \
      Me Enclosing_Mark, Mn Nonspacing_Mark, N Number, Nd Decimal_Number digit, \
      Nl Letter_Number, No Other_Number, P Punctuation punct, Pc Connector_Punctuation, \
      Pd Dash_Punctuation, Pe Close_Punctuation, Pf Final_Punctuation, Pi Initial_Punctuation, \
      Po Other_Punctuation, Ps Open_Punctuation, S Symbol, Sc Currency_Symbol, \
      Sk Modifier_Symbol, Sm Math_Symbol, So Other_Symbol, Z Separator, Zl Line_Separator, \
      Zp Paragraph_Separator, Zs Space_Separator\
      """;

  private static final Map<String, String> CATEGORIES = categories();

  /** Properties without a value, under their ECMAScript names, as Java writes them in a class. */
  private static final Map<String, String> BINARY =
      Map.ofEntries(
          Map.entry("Any", "\\x{0}-\\x{10ffff}"),
          Map.entry("ASCII", "\\x{0}-\\x{7f}"),
          Map.entry("ASCII_Hex_Digit", "0-9A-Fa-f"),
          Map.entry("AHex", "0-9A-Fa-f"),
          Map.entry("Assigned", "\\P{Cn}"),
          Map.entry("Alphabetic", "\\p{IsAlphabetic}"),
          Map.entry("Alpha", "\\p{IsAlphabetic}"),
          Map.entry("Ideographic", "\\p{IsIdeographic}"),
          Map.entry("Ideo", "\\p{IsIdeographic}"),
          Map.entry("Lowercase", "\\p{IsLowercase}"),
          Map.entry("Lower", "\\p{IsLowercase}"),
          Map.entry("Uppercase", "\\p{IsUppercase}"),
          Map.entry("Upper", "\\p{IsUppercase}"),
          Map.entry("White_Space", "\\p{IsWhite_Space}"),
          Map.entry("space", "\\p{IsWhite_Space}"),
          Map.entry("Emoji", "\\p{IsEmoji}"),
          Map.entry("Emoji_Presentation", "\\p{IsEmoji_Presentation}"),
          Map.entry("EPres", "\\p{IsEmoji_Presentation}"),
          Map.entry("Emoji_Modifier", "\\p{IsEmoji_Modifier}"),
          Map.entry("EMod", "\\p{IsEmoji_Modifier}"),
          Map.entry("Emoji_Modifier_Base", "\\p{IsEmoji_Modifier_Base}"),
          Map.entry("EBase", "\\p{IsEmoji_Modifier_Base}"),
          Map.entry("Emoji_Component", "\\p{IsEmoji_Component}"),
          Map.entry("EComp", "\\p{IsEmoji_Component}"),
          Map.entry("Extended_Pictographic", "\\p{IsExtended_Pictographic}"),
          Map.entry("ExtPict", "\\p{IsExtended_Pictographic}"));

  private final String java;
  private final Pattern oneCharacter;

  private UnicodeProperty(String java) {
    this.java = java;
    this.oneCharacter = Pattern.compile("[" + java + "]");
  }

  /**
   * Returns the property of an escape.
   *
   * @param expression what stands between the braces, such as {@code Script=Greek}
   * @param negated true for {@code \P}
   * @return null if ECMAScript or this Java runtime has no such property
   */
  static @Nullable UnicodeProperty find(String expression, boolean negated) {
    String members = members(expression);
    if (members == null) {
      return null;
    }
    try {
      // A nested class carries the negation: Java has no other sign for "none of these" in a class.
      return new UnicodeProperty(negated ? "[^" + members + "]" : members);
    } catch (PatternSyntaxException unknownToThisRuntime) {
      return null;
    }
  }

  /** Returns the property as Java writes it inside a class. */
  String java() {
    return java;
  }

  /** Adds to {@code codePoints} the characters of {@code text} that have this property. */
  void addMatching(String text, BitSet codePoints) {
    Matcher matcher = oneCharacter.matcher(text);
    while (matcher.find()) {
      codePoints.set(text.codePointAt(matcher.start()));
    }
  }

  private static @Nullable String members(String expression) {
    int equals = expression.indexOf('=');
    if (equals < 0) {
      String category = CATEGORIES.get(expression);
      return category != null ? category : BINARY.get(expression);
    }
    String value = expression.substring(equals + 1);
    return switch (expression.substring(0, equals)) {
      case "General_Category", "gc" -> CATEGORIES.get(value);
      case "Script", "sc" -> script(value);
      default -> null;
    };
  }

  private static @Nullable String script(String name) {
    // Java ignores case in script names; ECMAScript does not, and writes each word capitalized.
    if (!name.matches("[A-Z][a-z]+(_[A-Z][a-z]+)*|SignWriting")) {
      return null;
    }
    try {
      return "\\p{script=" + Character.UnicodeScript.forName(name.toUpperCase(Locale.ROOT)) + "}";
    } catch (IllegalArgumentException unknownScript) {
      return null;
    }
  }

  private static Map<String, String> categories() {
    Map<String, String> categories = new HashMap<>();
    for (String line : CATEGORY_NAMES.split(", ", -1)) {
      String[] names = line.split(" ", -1);
      for (String name : names) {
        categories.put(name, "\\p{" + names[0] + "}");
      }
    }
    return Map.copyOf(categories);
  }
}
