package io.workrail.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPlaceTest {
  @TempDir Path temp;

  @Test
  void aFolderThatIsMissingIsMadeInTheNearestOneThereIs() {
    Path folder = temp.resolve("a/b");
    assertThat(FolderPlace.canBe(folder)).isTrue();
    assertThat(FolderPlace.obstacle(folder)).isEmpty();
    assertThat(FolderPlace.existing(folder)).isEqualTo(temp);
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void whateverIsNoFolderIsInTheWay() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    Path nowhere = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("missing"));
    for (Path thing : new Path[] {file, nowhere, Path.of("/dev/null")}) {
      for (Path folder : new Path[] {thing, thing.resolve("x/y")}) {
        assertThat(FolderPlace.canBe(folder)).as(folder.toString()).isFalse();
        assertThat(FolderPlace.obstacle(folder)).hasValue(thing + " is no folder");
      }
    }
  }

  @Test
  void aLinkToAFolderIsOne() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp);
    assertThat(FolderPlace.canBe(link.resolve("x"))).isTrue();
    assertThat(FolderPlace.obstacle(link.resolve("x"))).isEmpty();
  }

  @Test
  void nobodyMakesFoldersAmongTheFilesOfTheKernel() {
    assertThat(FolderPlace.canBe(Path.of("/proc/nope"))).isTrue();
    assertThat(FolderPlace.obstacle(Path.of("/proc/nope")).orElseThrow()).contains("/proc");
  }
}
