package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.storage.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promises 1 and 7 over HTTP: 64 clients at once are served without a refusal, and whatever they do
 * to one token, it advances once; also when two servers share a database.
 */
class ConcurrentSessionsIT {
  private static final int CLIENTS = 64;
  private static final int STEPS = 5;
  private static final Map<String, String> UNLIMITED =
      Map.of("RATE_LIMIT_PER_MINUTE", "0", "RATE_LIMIT_PER_ADDRESS", "0");

  @TempDir Path data;

  @Test
  void oneServerServesThemAll() throws Exception {
    LongWorkflow.write(data);
    try (PackagedServer server = PackagedServer.start(data, UNLIMITED)) {
      walkApart(List.of(server));
      hammer(List.of(server));
    }
  }

  @Test
  void twoServersOnOneDatabaseServeThemAsOne() throws Exception {
    Map<String, String> shared = new java.util.HashMap<>(UNLIMITED);
    shared.put("DATABASE_URL", PostgresServer.shared().createDatabase());
    Path one = Files.createDirectories(data.resolve("one"));
    Path other = Files.createDirectories(data.resolve("other"));
    LongWorkflow.write(one);
    LongWorkflow.write(other);
    try (PackagedServer first = PackagedServer.start(one, shared);
        PackagedServer second = PackagedServer.start(other, shared)) {
      walkApart(List.of(first, second));
      hammer(List.of(first, second));
    }
  }

  /** Each its own session, each call to any of the servers. */
  private static void walkApart(List<PackagedServer> servers) throws Exception {
    List<Integer> completed =
        together(
            number -> {
              SessionClient client = new SessionClient(PackagedServer.token());
              Random random = new Random(number);
              ObjectNode reply =
                  client.call(
                      any(servers, random), "workflow_start", SessionClient.start(LongWorkflow.ID));
              for (int step = 0; step < STEPS; step++) {
                reply =
                    client.call(
                        any(servers, random),
                        "workflow_continue",
                        SessionClient.proceed(reply, "step " + step));
              }
              return reply.path("session").path("completedCount").asInt();
            });

    assertThat(completed).hasSize(CLIENTS).containsOnly(STEPS);
  }

  /** All of them the same token with the same input. */
  private static void hammer(List<PackagedServer> servers) throws Exception {
    SessionClient starter = new SessionClient(PackagedServer.token());
    ObjectNode started =
        starter.call(servers.get(0).port(), "workflow_start", SessionClient.start(LongWorkflow.ID));

    List<ObjectNode> replies =
        together(
            number ->
                new SessionClient(PackagedServer.token())
                    .call(
                        any(servers, new Random(number)),
                        "workflow_continue",
                        SessionClient.proceed(started, "once")));

    assertThat(replies).filteredOn(reply -> !reply.path("replayed").asBoolean()).hasSize(1);
    replies.forEach(reply -> reply.put("replayed", true));
    assertThat(replies.stream().distinct()).hasSize(1);
    assertThat(replies.get(0).path("session").path("completedCount").asInt()).isEqualTo(1);
  }

  private static int any(List<PackagedServer> servers, Random random) {
    return servers.get(random.nextInt(servers.size())).port();
  }

  private interface Client<T> {
    T run(int number) throws Exception;
  }

  private static <T> List<T> together(Client<T> client) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Callable<T>> calls = new ArrayList<>();
      IntStream.range(0, CLIENTS).forEach(number -> calls.add(() -> client.run(number)));
      List<T> results = new ArrayList<>();
      for (Future<T> result : pool.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
