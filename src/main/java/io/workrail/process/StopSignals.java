package io.workrail.process;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first SIGTERM or SIGINT stops the server in order; the same signal again ends it at once, for
 * a person who does not want to wait. What was acknowledged is on the disk either way. Signals are
 * the business of the module {@code jdk.unsupported}, which the compiler warns of: hence the
 * reflection. Where it is missing, the virtual machine stops in order and takes no second signal.
 */
public final class StopSignals {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

  /** What a process ends with that a signal has ended: 128 and the number of the signal. */
  private static final Map<String, Integer> STATUS = Map.of("TERM", 143, "INT", 130);

  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  private StopSignals() {}

  /** Takes both signals from now on, for the whole process. */
  public static void install() {
    StopSignals signals = new StopSignals();
    STATUS.forEach((name, status) -> take(name, () -> signals.received(name, status)));
  }

  private static void take(String name, Runnable reaction) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                reaction.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      LOG.debug("SIG{} is left to the virtual machine", name, e);
    }
  }

  /** Runs on a thread of its own, also while the process is stopping. */
  private void received(String name, int status) {
    if (seen.add(name)) {
      System.exit(status);
    } else {
      Runtime.getRuntime().halt(status);
    }
  }
}
