package io.workrail.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.engine.Context;
import io.workrail.workflow.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'var':'a','equals':'large'} | {} | a is not set (needs "large")
          {'var':'a','equals':'large'} | {'a':'small'} | a is "small" (needs "large")
          {'var':'a','not_equals':'no'} | {'a':'No'} | a is "No" (needs anything but "no")
          {'var':'a'} | {'a':null} | a is null (needs true or any other value)
          {'not':{'var':'a'}} | {'a':true} | a is true (needs false, or no value)
          {'var':'a','gt':3} | {'a':3} | a is 3 (needs more than 3)
          {'var':'a','gte':3} | {'a':2} | a is 2 (needs at least 3)
          {'var':'a','lt':3} | {'a':3} | a is 3 (needs less than 3)
          {'not':{'var':'a','lte':3}} | {'a':3} | a is 3 (needs not at most 3)
          {'var':'a','gt':3,'lt':9} | {'a':9} | a is 9 (needs less than 9)
          {'var':'a','contains':'x'} | {'a':'y'} | a is "y" (needs text that contains "x")
          {'var':'a','startsWith':'x'} | {'a':'y'} | a is "y" (needs text that starts with "x")
          {'not':{'var':'a','endsWith':'y'}} | {'a':'y'} | a is "y" (needs text that does not end with "y")
          {'var':'a','matches':'^x'} | {'a':'y'} | a is "y" (needs a match of /^x/)
          {'not':{'var':'a','matches':'y'}} | {'a':'y'} | a is "y" (needs no match of /y/)
          """)
  void namesTheValueAndWhatIsNeeded(String condition, String context, String expected) {
    assertThat(whyNot(condition, context)).isEqualTo(expected);
  }

  @Test
  void joinsAlternativesOfOneVariable() {
    String condition = "{'or':[{'var':'size','equals':'m'},{'var':'size','equals':'l'}]}";

    assertThat(whyNot(condition, "{'size':'s'}")).isEqualTo("size is \"s\" (needs \"m\" or \"l\")");
  }

  @Test
  void turnsANegationInsideOut() {
    String condition = "{'not':{'or':[{'var':'a','equals':1},{'var':'a','equals':2}]}}";

    assertThat(whyNot(condition, "{'a':2}")).isEqualTo("a is 2 (needs anything but 2)");
  }

  @Test
  void blamesOnlyThePartThatDoesNotHold() {
    String condition =
        "{'and':[{'var':'kind','equals':'task'},{'or':[{'var':'a'},{'var':'b','equals':'x'}]}]}";

    assertThat(whyNot(condition, "{'kind':'task','b':'y'}"))
        .isEqualTo("a is not set (needs true or any other value) or b is \"y\" (needs \"x\")");
  }

  @Test
  void bracketsAlternativesAmongDemands() {
    String condition =
        "{'and':[{'var':'kind','equals':'t'},"
            + "{'or':[{'var':'a','equals':1},{'var':'a','equals':2}]}]}";

    assertThat(whyNot(condition, "{}"))
        .isEqualTo("kind is not set (needs \"t\") and (a is not set (needs 1 or 2))");
  }

  @Test
  void saysThatAConditionCanNeverHold() {
    assertThat(ConditionText.whyNot(new Condition.Never(), Context.EMPTY))
        .hasValue("its condition can never hold");
    assertThat(ConditionText.whyNot(new Condition.Not(new Condition.Always()), Context.EMPTY))
        .hasValue("its condition can never hold");
  }

  @Test
  void hasNothingToSayOfAConditionThatHolds() {
    assertThat(ConditionText.whyNot(new Condition.Always(), Context.EMPTY)).isEmpty();
    assertThat(ConditionText.whyNot(condition("{'or':[{'var':'a'},{}]}"), Context.EMPTY)).isEmpty();
  }

  @Test
  void cutsLongValues() {
    String context = "{'a':'%s'}".formatted("x".repeat(500));

    assertThat(whyNot("{'var':'a','equals':'b'}", context)).hasSizeLessThan(100).contains("…");
  }

  private static String whyNot(String condition, String context) {
    return ConditionText.whyNot(condition(condition), Documents.context(context)).orElseThrow();
  }

  private static Condition condition(String json) {
    return Documents.workflow(Documents.stepWhen("only", json)).steps().get(0).runCondition();
  }
}
