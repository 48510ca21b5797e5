package io.workrail.benchmark.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets clients talk to a server, bounded in time and number. */
public final class LoadGenerator {
  private static final int CLIENTS_A_THREAD = 256;

  private final List<Script> clients;

  /** A generator with these clients, all over plain HTTP or all over TLS. */
  public LoadGenerator(List<Script> clients) {
    this.clients = List.copyOf(clients);
  }

  /** Runs until the time is over. */
  public LoadResult run(Duration time) throws InterruptedException {
    return start(time, Long.MAX_VALUE).await();
  }

  /**
   * Starts in the background.
   *
   * @param time the longest
   * @param replies the most, counted over all clients
   */
  public RunningLoad start(Duration time, long replies) {
    Limit limit = new Limit(time, replies);
    List<Callable<Map<String, Tally>>> loops = loops(limit);
    ExecutorService threads = Executors.newFixedThreadPool(loops.size());
    List<Future<Map<String, Tally>>> results = loops.stream().map(threads::submit).toList();
    threads.shutdown();
    return new RunningLoad(limit, results);
  }

  private List<Callable<Map<String, Tally>>> loops(Limit limit) {
    boolean secure = clients.get(0).first().uri().getScheme().equals("https");
    if (secure) {
      return List.of(new SecureLoad(clients, limit));
    }
    List<Callable<Map<String, Tally>>> loops = new ArrayList<>();
    for (int i = 0; i < clients.size(); i += CLIENTS_A_THREAD) {
      int end = Math.min(clients.size(), i + CLIENTS_A_THREAD);
      loops.add(new LoadLoop(clients.subList(i, end), limit));
    }
    return loops;
  }
}
