package io.workrail.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.PackagedServer;
import io.workrail.benchmark.server.JvmInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A packaged server to attack, without the limits that would hide what is behind them. */
final class Target implements AutoCloseable {
  private static final List<String> IMPATIENT =
      List.of(
          "-Ddw.server.limits.headerDeadline=2s",
          "-Ddw.server.limits.bodyPatience=2s",
          "-Ddw.server.limits.replyPatience=2s");

  private final PackagedServer server;
  private final JvmInspection jvm;
  private final Health health;
  private @Nullable Watch watch;
  private @Nullable Footprint before;

  /** Asks the health page. */
  interface Health {
    int status(int port) throws Exception;
  }

  private Target(PackagedServer server, JvmInspection jvm, Health health) {
    this.server = server;
    this.jvm = jvm;
    this.health = health;
  }

  static Target start(Path folder, Map<String, String> variables, Health health) throws Exception {
    Map<String, String> all = new HashMap<>(variables);
    all.put("RATE_LIMIT_PER_MINUTE", "0");
    all.put("RATE_LIMIT_PER_ADDRESS", "0");
    all.put("RATE_LIMIT_FAILED_PER_ADDRESS", "0");
    PackagedServer server = PackagedServer.launch(folder, all, IMPATIENT);
    server.await(() -> isWell(health, server.port()), "well");
    return new Target(server, JvmInspection.attach(server.process().pid()), health);
  }

  private static boolean isWell(Health health, int port) throws Exception {
    try {
      return health.status(port) == 200;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return server.port();
  }

  void await(Callable<Boolean> condition, String what) throws Exception {
    server.await(condition, what);
  }

  /** From now on the server has to be well and to grow no more. */
  void observe() throws Exception {
    before = Footprint.of(jvm, server.process().pid());
    watch = new Watch(() -> health.status(port()));
  }

  /** Judges what was observed. */
  void verify() throws Exception {
    Watch watched = watch;
    Footprint first = before;
    assertThat(watched).isNotNull();
    assertThat(first).isNotNull();
    watched.close();
    Footprint after = first.settled(jvm, server.process().pid());
    System.out.printf("before %s%nafter  %s%n%s%n", first, after, watched);
    watched.verify();
    assertThat(after.isNoLargerThan(first)).as("before %s, after %s", first, after).isTrue();
    assertThat(server.process().isAlive()).isTrue();
    assertThat(Files.readAllLines(server.stdout()))
        .as("what the server says of clients' mistakes")
        .noneMatch(line -> line.contains(" ERROR ") || line.startsWith("\tat "));
  }

  @Override
  public void close() throws Exception {
    jvm.close();
    server.close();
  }
}
