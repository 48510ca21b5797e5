package io.workrail;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that cannot choose one by themselves. They lie below those that systems give to
 * outgoing connections (on Linux from 32768), which could take a port before its server does. One
 * after the other from a random one on: the tests of another process, which look at the same time,
 * would seldom find the same.
 */
public final class FreePort {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int TRIES = 100;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(LAST - FIRST));

  private FreePort() {}

  /** A port on which nobody listens. */
  public static int find() {
    for (int i = 0; i < TRIES; i++) {
      int port = FIRST + NEXT.getAndIncrement() % (LAST - FIRST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port from %d to %d is free".formatted(FIRST, LAST));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
