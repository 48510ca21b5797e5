package io.workrail.backup.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Archives as a stranger would make them: any entries under a manifest that fits or does not. */
public final class TarBall {
  private record Item(TarArchiveEntry entry, byte[] content) {}

  private final List<Item> items = new ArrayList<>();

  /** A manifest that announces these texts, as if this release had written it. */
  public static Manifest manifest(Map<String, String> contents) {
    return manifest(1, contents);
  }

  static Manifest manifest(int schema, Map<String, String> contents) {
    List<Manifest.Entry> entries = new ArrayList<>();
    contents.forEach(
        (name, text) ->
            entries.add(
                new Manifest.Entry(
                    name, text.getBytes(UTF_8).length, Sha256.of(text.getBytes(UTF_8)))));
    return Manifest.of("test", Instant.EPOCH, schema, new Manifest.Counts(Map.of(), 0), entries);
  }

  public TarBall add(Manifest manifest) {
    return add(Manifest.NAME, manifest.bytes());
  }

  public TarBall add(String name, String content) {
    return add(name, content.getBytes(UTF_8));
  }

  TarBall add(String name, byte[] content) {
    items.add(new Item(new TarArchiveEntry(name, true), content));
    return this;
  }

  /** An entry of another kind, such as a link, that leads somewhere. */
  public TarBall addSpecial(String name, byte kind, String target) {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setLinkName(target);
    items.add(new Item(entry, new byte[0]));
    return this;
  }

  TarBall addAll(Map<String, String> contents) {
    contents.forEach(this::add);
    return this;
  }

  /** Packs it. */
  public byte[] bytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Item item : items) {
        item.entry().setSize(item.content().length);
        tar.putArchiveEntry(item.entry());
        tar.write(item.content());
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  /** Packs it into a file. */
  public Path in(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  static byte symbolicLink() {
    return TarConstants.LF_SYMLINK;
  }

  static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
