package io.workrail.session.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

/** Texts of others keep their place in the document, as a parser that is not ours sees it. */
class MarkdownTextTest {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  @Test
  void quotedMarkdownStaysReadable() throws IOException {
    Node document =
        quoted("# Found\n\n- `List<String>` is **wrong**\n\n```java\nMap<A, B> m;\n```");

    assertThat(all(document, Heading.class)).as("theirs and ours").hasSize(2);
    assertThat(all(document, Code.class))
        .extracting(Code::getLiteral)
        .containsExactly("List<String>");
    assertThat(all(document, FencedCodeBlock.class))
        .extracting(FencedCodeBlock::getLiteral)
        .containsExactly("Map<A, B> m;\n");
  }

  @Test
  void aQuotationEndsWhereItShould() throws IOException {
    for (String text :
        List.of(
            "```\nnever closed",
            "~~~~ x\n~~~\nstill open",
            "<!-- never closed",
            "<script>\nalert(1)",
            "a\n\n---\n\n# b",
            "a\r# b",
            "a\u2028# b",
            "- a\n  - b\n      ```\n      <!--",
            "`` a ` b\n<div>\n` c ``",
            "- ```\n  ```\n  <!-- x",
            "  ```\n```\n<!-- x",
            "a `b | c` <i>\n|-|-|",
            "\\`<b>`",
            "")) {
      Node document = quoted(text);
      assertSafe(document, text);
    }
  }

  @Test
  void definitionsDoNotReachOtherPlaces() throws IOException {
    assertThat(all(quoted("[1]: http://evil.example\n\n[1]"), LinkReferenceDefinition.class))
        .isEmpty();
  }

  @Test
  void aBlockOfCodeHoldsItsTextWordForWord() throws IOException {
    StringBuilder out = new StringBuilder();
    MarkdownText.block(out, "a ``` b\n```` c\n<!-- d");
    Node document = PARSER.parse(out + "\nend\n");

    assertThat(all(document, FencedCodeBlock.class))
        .extracting(FencedCodeBlock::getLiteral)
        .containsExactly("a ``` b\n```` c\n<!-- d\n");
  }

  @Test
  void inlineTextIsOneCellOfATable() {
    String hostile = "a | b\n\n# c `d` <e> [f](g) *h* \\| i";
    Node document =
        PARSER.parse("| x | y |\n|---|---|\n| %s | 2 |\n".formatted(MarkdownText.inline(hostile)));

    assertThat(all(document, TableCell.class)).hasSize(4);
    assertThat(all(document, HtmlInline.class)).isEmpty();
    assertThat(all(document, Code.class)).isEmpty();
  }

  @Property(tries = 500)
  void noTextWhateverBreaksOut(@ForAll("texts") String text) throws IOException {
    assertSafe(quoted(text), text);
    Node table =
        PARSER.parse(
            "| x | y |\n|---|---|\n| %s | %s |\n\nend\n"
                .formatted(MarkdownText.inline(text), MarkdownText.code(text)));
    assertThat(all(table, TableCell.class)).as(text).hasSize(4);
    assertThat(table.getLastChild()).isInstanceOf(Paragraph.class);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "`",
            "``",
            "```",
            "~~~",
            "<!--",
            "-->",
            "<b>",
            "</b>",
            "<script>",
            "<?x",
            "]]>",
            "[a]:",
            "[a]",
            " http://x",
            "\n",
            "\n\n",
            "\r",
            "\t",
            " ",
            "    ",
            "  ",
            "- ",
            "1. ",
            "> ",
            "#",
            "# ",
            "|",
            "|-|-|",
            "\\",
            "&lt;",
            "*",
            "_",
            "=",
            "===",
            "---",
            "x",
            "word",
            "<")
        .list()
        .ofMaxSize(24)
        .map(parts -> String.join("", parts));
  }

  private static Node quoted(String text) throws IOException {
    StringBuilder out = new StringBuilder("before\n\n");
    MarkdownText.quote(out, text);
    return PARSER.parse(out + "## After\n\nend\n");
  }

  /** Before, the quotation, the heading after it, the end; and nothing that is HTML. */
  private static void assertSafe(Node document, String text) {
    assertThat(children(document))
        .as(text)
        .extracting(node -> (Object) node.getClass())
        .containsExactly(Paragraph.class, BlockQuote.class, Heading.class, Paragraph.class);
    assertThat(all(document, HtmlBlock.class)).as(text).isEmpty();
    assertThat(all(document, HtmlInline.class)).as(text).isEmpty();
    assertThat(all(document, LinkReferenceDefinition.class)).as(text).isEmpty();
  }

  static List<Node> children(Node parent) {
    List<Node> children = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
      children.add(child);
    }
    return children;
  }

  static <N extends Node> List<N> all(Node root, Class<N> type) {
    List<N> found = new ArrayList<>();
    for (Node child : children(root)) {
      if (type.isInstance(child)) {
        found.add(type.cast(child));
      }
      found.addAll(all(child, type));
    }
    return found;
  }

  static List<TableBlock> tables(String markdown) {
    return all(PARSER.parse(markdown), TableBlock.class);
  }
}
