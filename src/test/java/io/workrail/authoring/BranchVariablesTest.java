package io.workrail.authoring;

import static io.workrail.authoring.Documents.loop;
import static io.workrail.authoring.Documents.step;
import static io.workrail.authoring.Documents.stepWhen;
import static io.workrail.authoring.Documents.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchVariablesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'var':'a'} | [true,false]
          {'var':'a','equals':'x'} | ['x','other']
          {'var':'a','not_equals':'x'} | ['x','other']
          {'var':'a','equals':'other'} | ['other','other-one']
          {'var':'a','equals':true} | [true,false]
          {'var':'a','not_equals':false} | [true,false]
          {'var':'a','equals':3} | [3,4]
          {'var':'a','gt':5} | [4,6]
          {'var':'a','gte':5} | [4,5]
          {'var':'a','lt':5} | [4,5]
          {'var':'a','lte':5} | [4,6]
          {'var':'a','gt':0,'lt':1} | [-1,0.5,1]
          {'var':'a','contains':'x y'} | ['x y','other']
          {'var':'a','startsWith':'x'} | ['x','other']
          {'var':'a','endsWith':'x'} | ['x','other']
          {'var':'a','matches':'plain text'} | ['plain text','other']
          {'var':'a','equals':['x']} | ['other']
          {'or':[{'var':'a','equals':'yes'},{'var':'a','equals':true}]} | ['yes',false]
          """)
  void triesOneValueForEachOutcomeOfTheTests(String condition, String values) {
    BranchVariable variable = only(condition);

    assertThat(variable.name()).isEqualTo("a");
    assertThat(variable.values().toString().replace(" ", ""))
        .isEqualTo(Documents.value(values).toString().replace(" ", ""));
    assertThat(variable.note()).isEmpty();
  }

  @Test
  void keepsAWordWithoutABranchApartFromAClosedChoice() {
    BranchVariable variable =
        only("{'or':[{'var':'a','equals':'x'},{'not':{'var':'a','equals':'Y'}}]}");

    assertThat(variable.values()).hasToString("[\"x\", \"Y\"]");
    assertThat(variable.unknownWord()).hasValue(Documents.value("'other'"));
  }

  @Test
  void saysThatItCannotThinkOfAMatch() {
    BranchVariable variable = only("{'var':'a','matches':'^v[0-9]+'}");

    assertThat(variable.values()).hasToString("[\"other\"]");
    assertThat(variable.note()).hasValueSatisfying(n -> assertThat(n).contains("/^v[0-9]+/"));
  }

  @Test
  void findsVariablesWhereverAConditionStands() {
    List<BranchVariable> variables =
        BranchVariables.of(
            workflow(
                step("first", "'requireConfirmation':{'var':'risky'}"),
                step(
                    "second",
                    "'validationCriteria':[{'type':'contains','value':'x','message':'m',"
                        + "'condition':{'var':'wordy'}}]"),
                loop(
                    "third",
                    "{'type':'while','condition':{'var':'more'},'maxIterations':9}",
                    stepWhen("inside", "{'var':'deep'}"))));

    assertThat(variables)
        .extracting(BranchVariable::name)
        .containsExactly("risky", "wordy", "more", "deep");
  }

  @Test
  void givesLoopsSomethingToCountBy() {
    List<BranchVariable> variables =
        BranchVariables.of(
            workflow(
                loop("one", "{'type':'forEach','items':'parts','maxIterations':9}", step("a")),
                loop("two", "{'type':'for','count':'times','maxIterations':9}", step("b")),
                loop("three", "{'type':'for','count':3,'maxIterations':9}", step("c"))));

    assertThat(variables)
        .extracting(variable -> variable.name() + variable.values())
        .containsExactly("parts[[\"item 1\",\"item 2\"]]", "times[2]");
  }

  @Test
  void doesNotEnumerateWhatALoopSetsItself() {
    List<BranchVariable> variables =
        BranchVariables.of(
            workflow(
                loop(
                    "each",
                    "{'type':'forEach','items':'parts','itemVar':'part','maxIterations':9}",
                    stepWhen("new-part", "{'var':'part','equals':'new'}"),
                    stepWhen("later", "{'var':'currentIteration','gt':3}"),
                    stepWhen("first", "{'var':'currentIndex','equals':0}"))));

    assertThat(variables).singleElement().extracting(BranchVariable::name).isEqualTo("parts");
    ArrayNode items = (ArrayNode) variables.get(0).values().get(0);
    assertThat(items).hasSize(5).contains(Documents.value("'new'"), Documents.value("'other'"));
  }

  private static BranchVariable only(String condition) {
    List<BranchVariable> variables = BranchVariables.of(workflow(stepWhen("only", condition)));
    assertThat(variables).hasSize(1);
    return variables.get(0);
  }
}
