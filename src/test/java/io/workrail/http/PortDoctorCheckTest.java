package io.workrail.http;

import static io.workrail.doctor.Finding.Verdict.FAIL;
import static io.workrail.doctor.Finding.Verdict.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.doctor.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortDoctorCheckTest {
  @TempDir Path data;

  @Test
  void aFreePortIsFine() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(check("127.0.0.1", port).message()).isEqualTo("PORT " + port + " for calls is free");
  }

  /** This process holds the port; whether it has files of the data directory open decides. */
  @Test
  void whoHoldsThePortIsToldAndTheServerItselfIsNoFault() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      // Whoever connects learns nothing: the other side is closed at once.
      Thread closing =
          new Thread(
              () -> {
                try {
                  while (true) {
                    socket.accept().close();
                  }
                } catch (IOException e) {
                  // The test is over.
                  return;
                }
              });
      closing.start();
      Finding taken = check("127.0.0.1", socket.getLocalPort());
      assertThat(taken.verdict()).isEqualTo(FAIL);
      assertThat(taken.message()).contains("is held by", "pid " + ProcessHandle.current().pid());
      assertThat(taken.mend()).contains("another PORT", "lsof -i :" + socket.getLocalPort());
      try (OutputStream open = Files.newOutputStream(data.resolve("workrail.db"))) {
        open.write(1);
        Finding own = check("127.0.0.1", socket.getLocalPort());
        assertThat(own.verdict()).as(own.toString()).isEqualTo(OK);
        assertThat(own.message()).contains("is held by this server");
      }
    }
  }

  @Test
  void anAddressOfAnotherMachineFails() throws IOException {
    Finding found = check("192.0.2.1", 20_399);
    assertThat(found.verdict()).isEqualTo(FAIL);
    assertThat(found.mend()).contains("addresses of this machine");
  }

  private Finding check(String host, int port) throws IOException {
    return new PortDoctorCheck(new ListenAddress("calls", "http", host, port, "PORT"), data)
        .examine();
  }
}
