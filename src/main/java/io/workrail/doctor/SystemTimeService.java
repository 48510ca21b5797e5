package io.workrail.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What systemd says of the clock, where there is systemd ({@code timedatectl}). */
public final class SystemTimeService implements ClockDoctorCheck.TimeService {
  private static final int PATIENCE_SECONDS = 3;

  /** Asks the machine. */
  public SystemTimeService() {}

  @Override
  public Optional<Boolean> isInStep() {
    try {
      Process process =
          new ProcessBuilder("timedatectl", "show", "--property=NTPSynchronized", "--value")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return said.equals("yes") || said.equals("no")
          ? Optional.of(said.equals("yes"))
          : Optional.empty();
    } catch (IOException e) {
      // There is no systemd here.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
