package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who opens the address of the server in a browser. */
@ExtendWith(DropwizardExtensionsSupport.class)
class StartPageIT {
  private static final int LARGEST = 8 * 1024;

  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.application(
          () -> data, ConfigOverride.config("publicAddress.url", "https://rail.example.com/"));

  @Test
  void saysWhatItIsHowItIsAndHowToConnect() throws Exception {
    Document page = page();
    assertThat(page.title()).isEqualTo("WorkRail: ready");
    assertThat(page.select("h1").text()).isEqualTo("WorkRail");
    assertThat(page.text()).contains("Version development", "Ready: calls are answered.");
    assertThat(page.select("tbody th").eachText())
        .containsExactly("server", "storage", "memory", "disk", "database", "catalog", "backup");
    assertThat(page.select("h3").eachText())
        .containsExactly("Claude Code", "VS Code", "Cursor", "Inspector");
    assertThat(page.select("pre").eachText())
        .allMatch(line -> line.contains("https://rail.example.com/mcp"))
        .anyMatch(line -> line.contains("Bearer ${input:workrail-token}"));
    assertThat(page.select("a[href]").eachAttr("href"))
        .contains("ready", "health", "schemas/workflow.json");
    assertThat(page.text()).contains("api/v1/sessions", "README.md");
  }

  @Test
  void isWellFormedSmallAndLoadsNothing() throws Exception {
    HttpResponse<String> reply = get();
    assertThat(reply.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST);
    Parser parser = Parser.htmlParser().setTrackErrors(10);
    Document page = parser.parseInput(reply.body(), "");
    assertThat(parser.getErrors()).isEmpty();
    assertThat(page.select("script, link, img, iframe, object, embed, form, base")).isEmpty();
    assertThat(page.select("[src], [style], [onclick], [onload]")).isEmpty();
    assertThat(page.select("style").html()).doesNotContain("url(", "@import", "http");
    for (String target : page.select("a[href]").eachAttr("href")) {
      assertThat(target).doesNotContain(":").doesNotStartWith("/");
    }
    assertThat(reply.body()).doesNotContain(HttpFixture.SECRET, HttpFixture.API_KEY, "eyJ");
  }

  @Test
  void isFitForScreenReadersAndKeyboards() throws Exception {
    Document page = page();
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select("meta[name=viewport]").attr("content")).doesNotContain("maximum-scale");
    assertThat(page.select("header, main")).hasSize(2);
    List<String> ids = page.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
    for (Element section : page.select("section")) {
      assertThat(ids).contains(section.attr("aria-labelledby"));
    }
    assertThat(page.select("a").first().attr("href"))
        .as("the first link skips")
        .isEqualTo("#connect");
    assertThat(page.select("th:not([scope])")).isEmpty();
    assertThat(page.select("caption").text()).startsWith("Checks of ");
    int level = 0;
    for (Element heading : page.select("h1, h2, h3, h4")) {
      int next = Integer.parseInt(heading.tagName().substring(1));
      assertThat(next)
          .as("no level is left out before " + heading.text())
          .isLessThanOrEqualTo(level + 1);
      level = next;
    }
    assertThat(page.select("style").html()).contains("prefers-color-scheme: dark");
  }

  @Test
  void theOnlyStyleIsTheOneThatThePolicyNames() throws Exception {
    HttpResponse<String> reply = get();
    String style = page().select("style").html();
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(reply.headers().firstValue("Content-Security-Policy"))
        .hasValue(
            "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none';"
                    .formatted(Base64.getEncoder().encodeToString(digest))
                + " frame-ancestors 'none'");
    assertThat(reply.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void aBrowserThatHasItIsToldSo() throws Exception {
    HttpResponse<String> first = get();
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
    HttpResponse<String> again =
        send(
            request(app.getLocalPort(), "/")
                .header("If-None-Match", first.headers().firstValue("ETag").orElseThrow()));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.headers().firstValue("Content-Security-Policy"))
        .isEqualTo(first.headers().firstValue("Content-Security-Policy"));
  }

  @Test
  void answersHeadAndNothingElseAndLeavesOtherAddressesAlone() throws Exception {
    HttpResponse<String> head =
        send(request(app.getLocalPort(), "/").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(send(request(app.getLocalPort(), "/").POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(405);
    HttpResponse<String> endpoint =
        send(request(app.getLocalPort(), "/mcp").header("Accept", "text/html"));
    assertThat(endpoint.statusCode()).isEqualTo(405);
    assertThat(endpoint.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(send(request(app.getLocalPort(), "/index.html")).statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> get() throws Exception {
    HttpResponse<String> reply =
        send(request(app.getLocalPort(), "/").header("Accept", "application/json"));
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type").orElse(""))
        .isEqualToIgnoringCase("text/html;charset=utf-8");
    return reply;
  }

  private static Document page() throws Exception {
    return Parser.htmlParser().parseInput(get().body(), "");
  }
}
