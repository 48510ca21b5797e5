package io.workrail.process;

import java.io.IOException;

/** Whoever has started this process and wants to know how it is: {@code sd_notify(3)}. */
@FunctionalInterface
interface ServiceManager {
  /**
   * Tells it something; does not wait until it is heard.
   *
   * @param message one or several assignments such as {@code READY=1}, one a line
   * @throws IOException when it could not be delivered
   */
  void tell(String message) throws IOException;
}
