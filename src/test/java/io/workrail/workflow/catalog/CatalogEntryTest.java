package io.workrail.workflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.workflow.WorkflowDocument;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CatalogEntryTest {
  private static final String TEXT =
      """
      {"id":"one-workflow","name":"One — “quoted” \ud83d\ude00","description":"D","version":"1.2.3",
       "tags":["a"],"x-note":[1.5,null],
       "steps":[{"id":"first","title":"T","prompt":"P é","validationCriteria":[
         {"type":"regex","pattern":"^x+$","message":"m"}]}]}""";

  @Test
  void whatIsKeptOpensAsTheSameDocument() throws Exception {
    WorkflowDocument document = document(TEXT);

    CatalogEntry entry = CatalogEntry.of(document, Origin.FOLDER);

    assertThat(entry.open().json()).isEqualTo(document.json());
    assertThat(entry.open().hash()).isEqualTo(document.hash());
    assertThat(entry.open().workflow().steps().get(0).source())
        .isEqualTo(document.workflow().steps().get(0).source());
    assertThat(entry.name()).isEqualTo("One — “quoted” \ud83d\ude00");
    assertThat(entry.tags()).containsExactly("a");
  }

  @Test
  void entriesAreEqualWhenTheirDocumentsSayTheSame() throws Exception {
    CatalogEntry entry = CatalogEntry.of(document(TEXT), Origin.FOLDER);

    assertThat(CatalogEntry.of(document(TEXT.replace("\n", "\n  ")), Origin.FOLDER))
        .isEqualTo(entry);
    assertThat(CatalogEntry.of(document(TEXT.replace("P é", "P e")), Origin.FOLDER))
        .isNotEqualTo(entry);
  }

  @Test
  void aDocumentInUseIsOpenedOnce() throws Exception {
    CatalogEntry entry = CatalogEntry.of(document(TEXT), Origin.FOLDER);
    OpenDocuments open = new OpenDocuments(100_000_000);

    assertThat(open.get(entry)).isSameAs(open.get(entry));
  }

  @Test
  void moreDocumentsThanTheHeapHoldsAreStillServed() throws Exception {
    OpenDocuments open = new OpenDocuments(100_000);
    for (int i = 0; i < 50; i++) {
      String id = "workflow-" + i;
      CatalogEntry entry =
          CatalogEntry.of(document(TEXT.replace("one-workflow", id)), Origin.FOLDER);
      assertThat(open.get(entry).id()).hasToString(id);
    }
  }

  @Test
  void textIsKeptInAThirdOfItsMemory() {
    String prompts =
        IntStream.range(0, 500)
            .mapToObj(i -> "Step %d: read the change, then write what you found.\n".formatted(i))
            .reduce("", String::concat);

    assertThat(PackedText.of(prompts).packedBytes()).isLessThan(prompts.length() / 3);
  }

  @Property
  void everyTextComesBack(@ForAll String text) {
    if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      assertThat(PackedText.of(text).unpack()).isEqualTo(text);
    }
  }

  private static WorkflowDocument document(String text) throws Exception {
    return WorkflowDocument.of((ObjectNode) StrictJson.parse(text));
  }
}
