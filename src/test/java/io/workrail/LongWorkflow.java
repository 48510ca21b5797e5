package io.workrail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A workflow with more rounds than any drill walks. */
final class LongWorkflow {
  static final String ID = "long-work";

  private LongWorkflow() {}

  /** Puts it where a server with this data directory finds it. */
  static void write(Path data) throws IOException {
    Path folder = Files.createDirectories(data.resolve("workflows"));
    Files.writeString(
        folder.resolve("long.json"),
        """
        {"id":"long-work","name":"Long work","description":"Many rounds.","version":"1.0.0","steps":[
          {"id":"many-rounds","type":"loop","title":"Many rounds",
           "loop":{"type":"for","count":1000,"maxIterations":1000},
           "body":[{"id":"one-round","title":"One round","prompt":"Write the number."}]}]}""");
  }
}
