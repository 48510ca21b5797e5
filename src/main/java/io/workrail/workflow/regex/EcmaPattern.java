package io.workrail.workflow.regex;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An ECMAScript regular expression, run on {@link java.util.regex} with the meaning ECMA-262 gives
 * it (22.2 RegExp Objects and Annex B.1.2) and with a bound on the work of a match.
 *
 * <p>Without the flag {@code u} a pattern sees UTF-16 code units, with it code points. Still
 * different from ECMAScript:
 *
 * <ul>
 *   <li>A group inside a repeated group keeps its capture from an earlier repetition, where
 *       ECMAScript forgets it, and a capture made in a lookahead survives when the matcher takes
 *       another way. Only a reference to the group, such as {@code \1}, can tell.
 *   <li>A repetition that matches the empty text ends the loop, where ECMAScript refuses it or,
 *       below the least number of repetitions, goes on: {@code (?:(?=a)|a){2}b} does not match
 *       "ab".
 *   <li>A reference with the flag {@code i} compares by Java's rule, which also takes a few
 *       characters for the same that ECMAScript keeps apart, such as {@code k} and the Kelvin sign.
 *   <li>A lookbehind must not repeat anything over 255 times, nor a group with alternatives or of
 *       varying length, nor contain a reference. Such patterns are refused, as are groups nested
 *       over 200 deep and Unicode properties that Java does not have.
 *   <li>Unicode properties and case variants are those of the Unicode version of the Java runtime.
 *   <li>Without {@code u}, a character from U+E000 to U+E3FF directly before one from U+E400 to
 *       U+E7FF (private use, without a meaning in Unicode) counts as one character.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class EcmaPattern {

  /** Longest pattern accepted, in UTF-16 code units; it bounds the work and memory of compiling. */
  public static final int MAX_LENGTH = 4_096;

  private final String source;
  private final String flags;
  private final EcmaFlags options;
  private final Pattern java;

  private EcmaPattern(String source, String flags, EcmaFlags options, Pattern java) {
    this.source = source;
    this.flags = flags;
    this.options = options;
    this.java = java;
  }

  /**
   * Compiles a regular expression.
   *
   * @param pattern what stands between the slashes of a literal, at most {@link #MAX_LENGTH} long
   * @param flags any of {@code i m s u g y}, each at most once; empty or null for none. The flag
   *     {@code g} changes nothing; {@code y} allows a match at index 0 only
   * @throws InvalidPatternException if ECMAScript refuses the pattern or the flags, or if this
   *     package does not support them
   */
  public static EcmaPattern compile(String pattern, @Nullable String flags)
      throws InvalidPatternException {
    if (pattern.length() > MAX_LENGTH) {
      throw InvalidPatternException.of(
          "it is %,d characters long, at most %,d are allowed"
              .formatted(pattern.length(), MAX_LENGTH),
          pattern);
    }
    EcmaFlags options = EcmaFlags.parse(flags, pattern);
    return new EcmaPattern(pattern, flags == null ? "" : flags, options, toJava(pattern, options));
  }

  private static Pattern toJava(String pattern, EcmaFlags options) throws InvalidPatternException {
    try {
      return Pattern.compile(EcmaTranslator.translate(pattern, options));
    } catch (PatternSyntaxException refused) {
      // The translation is well formed; what is left is a lookbehind Java finds no length for.
      throw InvalidPatternException.of(
          "a lookbehind may not repeat a group with alternatives or of varying length", pattern);
    } catch (StackOverflowError tooDeep) {
      throw InvalidPatternException.of("it is too deeply nested", pattern);
    }
  }

  /**
   * Says whether the pattern matches anywhere in {@code input}, or at its start with the flag
   * {@code y}; like {@code RegExp.prototype.test} with a {@code lastIndex} of 0.
   *
   * @param budget of the current call; the work of this match is taken from it
   * @throws MatchBudgetExceededException if the match needs more than the budget has left, or more
   *     stack than the calling thread has
   */
  public boolean find(CharSequence input, MatchBudget budget) {
    budget.startMatch();
    try {
      Matcher matcher =
          java.matcher(new CountingSequence(input, options.unicode(), budget, source))
              // With other bounds the end-of-input test does not ask for the length and a step is
              // not counted.
              .useAnchoringBounds(false);
      return options.sticky() ? matcher.lookingAt() : matcher.find();
    } catch (StackOverflowError tooDeep) {
      throw new MatchBudgetExceededException(source, "needs more stack than the thread has");
    }
  }

  /** Returns the pattern as it was given. */
  public String source() {
    return source;
  }

  /** Returns the flags as they were given, empty for none. */
  public String flags() {
    return flags;
  }

  @Override
  public String toString() {
    return "/" + source + "/" + flags;
  }
}
