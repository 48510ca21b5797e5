package io.workrail.workflow.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowValidatorTest {
  private static final String STEP = "{\"id\":\"one-step\",\"title\":\"T\",\"prompt\":\"P\"}";

  private final WorkflowValidator validator = new WorkflowValidator();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'id':'one-step','title':'T','prompt':'P','promt':1} | /steps/1/promt | did you mean",
        "{'id':'two-step','title':'T'} | /steps/1 | is missing",
        "{'id':'two-step','title':5,'prompt':'P'} | /steps/1/title | a number where a string",
        "{'id':'Two','title':'T','prompt':'P'} | /steps/1/id | right form",
        "{'id':'two-step','title':'','prompt':'P'} | /steps/1/title | 0 characters",
        "{'id':'one-step','title':'T','prompt':'P'} | /steps/1/id | two steps have the id",
        "{'id':'two-step','title':'T','prompt':'P','runCondition':{'equals':1}} |"
            + " /steps/1/runCondition | compares nothing",
        "{'id':'two-step','title':'T','prompt':'P','runCondition':{'var':'a','matches':'('}} |"
            + " /steps/1/runCondition/matches | Invalid regular expression",
        "{'id':'two-step','title':'T','prompt':'P','guidance':'x'} | /steps/1/guidance | a string",
        "{'id':'two-step','title':'T','prompt':'P','validationCriteria':{'and':[],'or':[]}} |"
            + " /steps/1/validationCriteria | exactly one of",
        "{'id':'two-step','title':'T','prompt':'P','validationCriteria':[{'type':'regex',"
            + "'message':'m'}]} | /steps/1/validationCriteria/0 | needs \"pattern\"",
        "{'id':'two-step','title':'T','prompt':'P','validationCriteria':{'not':{'type':'length',"
            + "'message':'m','min':5,'max':2}}} | /steps/1/validationCriteria/not/min | greater",
        "{'id':'two-step','title':'T','prompt':'P','validationCriteria':{'or':[{'type':'schema',"
            + "'message':'m','schema':{'$ref':'http://localhost/x'}}]}} |"
            + " /steps/1/validationCriteria/or/0 | cannot be resolved",
        "{'id':'two-step','title':'T','prompt':'P','functionCalls':[{'name':'no','args':{}}]} |"
            + " /steps/1/functionCalls/0/name | not defined",
        "{'id':'two-step','type':'loop','title':'T','loop':{'type':'for','count':1,"
            + "'maxIterations':0},'body':'one-step'} | /steps/1/loop/maxIterations | out of range",
        "{'id':'two-step','type':'loop','title':'T','loop':{'type':'fr','count':1,"
            + "'maxIterations':1},'body':'one-step'} | /steps/1/loop/type | not allowed",
        "{'id':'two-step','type':'loop','title':'T','loop':{'type':'for','count':1,"
            + "'maxIterations':1},'body':'one-stp'} | /steps/1/body | no top-level step",
        "{'id':'two-step','type':'loop','title':'T','loop':{'type':'for','count':1,"
            + "'maxIterations':1},'body':'two-step'} | /steps/1/body | cannot be nested",
        "{'id':'two-step','type':'loop','title':'T','loop':{'type':'for','count':1,"
            + "'maxIterations':1},'body':[]} | /steps/1/body | empty"
      })
  void namesThePlaceAndTheMend(String step, String pointer, String message) {
    List<Finding> findings = report(step).findings();
    assertThat(findings)
        .anySatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.pointer().toString()).isEqualTo(pointer);
              assertThat((finding.message() + finding.fix()).toLowerCase(java.util.Locale.ROOT))
                  .contains(message.toLowerCase(java.util.Locale.ROOT));
              assertThat(finding.position().line()).isEqualTo(3);
              assertThat(finding.fix()).isNotBlank();
            });
    assertThat(report(step).valid()).isFalse();
  }

  @Test
  void aLoopInsideALoopIsOneFinding() {
    String inner =
        "{'id':'inner','type':'loop','title':'T','loop':{'type':'for','count':1,"
            + "'maxIterations':1},'body':[]}";
    ValidationReport report =
        report(
            "{'id':'outer','type':'loop','title':'T','loop':{'type':'for','count':1,"
                + "'maxIterations':1},'body':["
                + inner
                + "]}");
    assertThat(report.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).isEqualTo("a loop inside a loop"));
  }

  @Test
  void functionCallsHaveToFitTheirDefinitions() {
    ValidationReport report =
        report(
            """
            {"id":"two-step","title":"T","prompt":"P",
             "functionDefinitions":[{"name":"fx","definition":"d","parameters":[
               {"name":"need","type":"string","required":true},
               {"name":"pick","type":"string","enum":["a","b"]},
               {"name":"flag","type":"boolean"},{"name":"list","type":"array"},
               {"name":"map","type":"object"},{"name":"count","type":"number"}]},
               {"name":"fx","definition":"again"}],
             "functionCalls":[{"name":"fx","args":
               {"pick":"c","flag":"true","list":{},"map":[],"count":"1","extra":1}}],
             "functionReferences":["fy()"]}"""
                .replace('"', '\''));
    assertThat(report.findings())
        .extracting(Finding::message)
        .anyMatch(message -> message.contains("required argument \"need\""))
        .anyMatch(message -> message.contains("\"c\" is not allowed for \"pick\""))
        .anyMatch(message -> message.contains("\"flag\" has to be of type boolean"))
        .anyMatch(message -> message.contains("\"list\" has to be of type array"))
        .anyMatch(message -> message.contains("\"map\" has to be of type object"))
        .anyMatch(message -> message.contains("\"count\" has to be of type number"))
        .anyMatch(message -> message.contains("has no parameter \"extra\""))
        .anyMatch(message -> message.contains("is defined twice"))
        .anyMatch(message -> message.contains("\"fy\" is not defined"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'var':'a','equals':'x','and':[{'var':'a','equals':'y'}]}",
        "{'var':'a','gt':5,'lt':3}",
        "{'var':'a','gt':5,'lte':5}",
        "{'or':[]}",
        "{'not':{}}",
        "{'var':'a','equals':[1]}"
      })
  void aStepThatIsNeverOfferedIsAWarning(String condition) {
    ValidationReport report =
        report("{'id':'two-step','title':'T','prompt':'P','runCondition':" + condition + "}");
    assertThat(report.valid()).isTrue();
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.message()).contains("can never hold");
            });
    assertThat(report.strict().valid()).isFalse();
  }

  @Test
  void conditionsThatCanHoldAreNotWarnedOf() {
    assertThat(
            report(
                    "{'id':'two-step','title':'T','prompt':'P','runCondition':"
                        + "{'var':'a','gte':5,'lte':5,'and':[{'var':'b','equals':'yes'}]}}")
                .findings())
        .isEmpty();
  }

  @Test
  void longPromptsManyRoundsAndEmptyLoopsAreWarnings() {
    String loop =
        "{'id':'the-loop','type':'loop','title':'T','loop':{'type':'for','count':0,"
            + "'maxIterations':500},'body':[{'id':'body-step','title':'T','prompt':'"
            + "p".repeat(2_001)
            + "'}]}";
    ValidationReport report = report(loop);
    assertThat(report.valid()).isTrue();
    assertThat(report.findings())
        .extracting(Finding::message)
        .anyMatch(message -> message.contains("2001 characters"))
        .anyMatch(message -> message.contains("500 rounds"))
        .anyMatch(message -> message.contains("never begins"));
  }

  @Test
  void whatIsNotJsonHasAPlace() {
    Finding finding = validator.validate("{\n  \"id\": tru\n}").findings().get(0);
    assertThat(finding.position().line()).isEqualTo(2);
    assertThat(finding.message()).startsWith("this is not JSON").doesNotContain("Source");
  }

  @Test
  void deepAndLargeTextIsRefused() {
    assertThat(validator.validate("[".repeat(5_000)).findings().get(0).message())
        .contains("256 levels");
    assertThat(validator.validate(" ".repeat(1_100_000)).findings().get(0).message())
        .contains("larger than");
  }

  @Test
  void deepConditionsFitASmallStack() throws InterruptedException {
    String condition = "{'not':".repeat(240) + "{}" + "}".repeat(240);
    boolean[] ended = new boolean[1];
    Runnable check =
        () -> {
          report("{'id':'two-step','title':'T','prompt':'P','runCondition':" + condition + "}");
          ended[0] = true;
        };
    Thread small = new Thread(null, check, "small-stack", 512 * 1024);
    small.start();
    small.join();
    assertThat(ended[0]).isTrue();
  }

  private ValidationReport report(String step) {
    String steps = "[" + STEP + ",\n" + step.replace("\n", " ").replace('\'', '"') + "]";
    return validator.validate(
        "{\"id\":\"some-id\",\"name\":\"N\",\"description\":\"D\",\n"
            + "\"version\":\"1.0.0\",\"steps\":"
            + steps
            + "}");
  }
}
