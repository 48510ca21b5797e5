package io.workrail.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotifySocketTest {
  @TempDir Path folder;

  @Test
  void deliversToAPath() throws Exception {
    assertDelivered(folder.resolve("notify").toString());
  }

  @Test
  void deliversToAnAbstractName() throws Exception {
    assertDelivered("@workrail-test-" + ProcessHandle.current().pid());
  }

  @Test
  void nobodyListensIsAnErrorInWords() {
    NotifySocket socket = new NotifySocket(folder.resolve("nobody").toString());
    assertThatIOException()
        .isThrownBy(() -> socket.tell("READY=1"))
        .withMessageContaining("No such");
  }

  @Test
  void aFullQueueHoldsNobodyUp() {
    String name = folder.resolve("full").toString();
    try (DatagramSocket manager = new DatagramSocket(name)) {
      NotifySocket socket = new NotifySocket(name);
      assertThatIOException()
          .isThrownBy(
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  socket.tell("WATCHDOG=1");
                }
              });
      assertThat(manager.poll()).hasValue("WATCHDOG=1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relative",
        "@",
        "vsock:2:1",
        "/a-path-of-more-than-one-hundred-and-seven-bytes-which-no-address-of-a-unix-socket-can-hold-whatever-system-it-is"
      })
  void namesThatAreNoneAreRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new NotifySocket(name));
  }

  private static void assertDelivered(String name) throws Exception {
    try (DatagramSocket manager = new DatagramSocket(name)) {
      NotifySocket socket = new NotifySocket(name);
      socket.tell("READY=1\nSTATUS=Größe");
      socket.tell("WATCHDOG=1");
      assertThat(manager.poll()).hasValue("READY=1\nSTATUS=Größe");
      assertThat(manager.poll()).hasValue("WATCHDOG=1");
      assertThat(manager.poll()).isEmpty();
    }
  }
}
