package io.workrail.storage;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells those who remember something of the data that other data took their place. */
final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private Listeners() {}

  /** One that fails keeps nobody else from hearing: the data are in place. */
  static void tell(List<Runnable> listeners) {
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        LOG.error("Somebody did not take notice of the data that were restored", e);
      }
    }
  }
}
