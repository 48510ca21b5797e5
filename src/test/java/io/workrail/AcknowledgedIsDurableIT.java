package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.session.EventType;
import io.workrail.session.JdbiSessionStore;
import io.workrail.session.SessionEvent;
import io.workrail.session.SessionId;
import io.workrail.session.SessionStore;
import io.workrail.storage.Database;
import io.workrail.storage.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 2: a reply is sent after its commit reached the disk. The packaged server is killed with
 * SIGKILL at random moments under load and starts by itself; every acknowledged step is there, none
 * is there twice, and the chains hold. {@code -Ddrill.kills=200} for the long drill, {@code
 * -Ddrill.seed} to repeat one.
 */
class AcknowledgedIsDurableIT {
  private static final int KILLS = Integer.getInteger("drill.kills", 20);
  private static final long SEED = Long.getLong("drill.seed", System.nanoTime());
  private static final int CLIENTS = 8;
  private static final int LONGEST_MILLIS = 600;

  @TempDir Path data;

  /** One agent: remembers what was acknowledged, and repeats what was not. */
  private static final class Agent {
    private final SessionClient client = new SessionClient(PackagedServer.token());
    private final ObjectNode start;
    private ObjectNode last = SessionClient.object();
    private volatile int acknowledged;

    Agent(int number) {
      start = SessionClient.start(LongWorkflow.ID).put("requestId", "agent-" + number);
    }

    /** Works until the server goes away. */
    void work(int port) throws InterruptedException {
      try {
        if (last.isEmpty()) {
          last = client.call(port, "workflow_start", start);
        }
        while (true) {
          // The same input until it is acknowledged: a repetition must be a replay.
          ObjectNode reply =
              client.call(
                  port, "workflow_continue", SessionClient.proceed(last, "" + acknowledged));
          assertThat(reply.path("outcome").asText()).isEqualTo("advanced");
          acknowledged++;
          assertThat(reply.path("session").path("completedCount").asInt()).isEqualTo(acknowledged);
          last = reply;
        }
      } catch (IOException killed) {
        // What was not acknowledged is sent again to the next server.
      }
    }

    SessionId session() {
      return new SessionId(last.path("session").path("id").asText());
    }
  }

  @Test
  void aKilledServerHasLostNothingThatItAcknowledged() throws Exception {
    LongWorkflow.write(data);
    Random random = new Random(SEED);
    List<Agent> agents = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      agents.add(new Agent(i));
    }
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        workAndKill(agents, pool, random.nextInt(LONGEST_MILLIS));
      }
    } finally {
      pool.shutdownNow();
    }
    System.out.printf(
        "%d kills, seed %d: %d steps acknowledged%n", KILLS, SEED, acknowledged(agents));
    verify(agents);
  }

  private void workAndKill(List<Agent> agents, ExecutorService pool, long millis) throws Exception {
    try (PackagedServer server = PackagedServer.start(data, Map.of("RATE_LIMIT_PER_MINUTE", "0"))) {
      List<Future<?>> working = new ArrayList<>();
      for (Agent agent : agents) {
        working.add(
            pool.submit(
                () -> {
                  agent.work(server.port());
                  return null;
                }));
      }
      int before = acknowledged(agents);
      server.await(() -> acknowledged(agents) > before, "load");
      LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
      server.process().destroyForcibly();
      assertThat(server.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      for (Future<?> agent : working) {
        agent.get(90, TimeUnit.SECONDS);
      }
    }
  }

  private static int acknowledged(List<Agent> agents) {
    return agents.stream().mapToInt(agent -> agent.acknowledged).sum();
  }

  private void verify(List<Agent> agents) throws Exception {
    Database database = TestDatabase.sqlite(data);
    try {
      SessionStore store = new JdbiSessionStore(database);
      for (Agent agent : agents) {
        List<SessionEvent> events = store.listEvents(agent.session(), 0, Integer.MAX_VALUE);
        List<String> steps = new ArrayList<>();
        String previous = SessionEvent.NO_HASH;
        for (SessionEvent event : events) {
          assertThat(event.isIntact()).isTrue();
          assertThat(event.previousHash()).isEqualTo(previous);
          previous = event.hash();
          if (event.type() == EventType.ADVANCED) {
            JsonNode payload = StrictJson.parse(event.payload());
            steps.add(payload.path("notes").asText());
          }
        }
        // The last one may have been committed without its acknowledgement getting out.
        assertThat(steps.size()).isBetween(agent.acknowledged, agent.acknowledged + 1);
        for (int i = 0; i < steps.size(); i++) {
          assertThat(steps.get(i)).isEqualTo("" + i);
        }
        assertThat(store.find(agent.session()).orElseThrow().headHash()).isEqualTo(previous);
      }
    } finally {
      database.stop();
    }
  }
}
