package io.workrail.benchmark.load;

import java.util.List;

/**
 * What one client says. Belongs to that client alone, so it may keep state; called on the
 * generator's thread, so it must be cheap and never wait.
 */
public interface Script {
  /** The opening request. One whose connection was lost is sent again as it was. */
  Request first();

  /** The request after a reply, which may depend on it. */
  Request next(Reply reply);

  /** The same request for ever. */
  static Script repeat(Request request) {
    return cycle(List.of(request), 0);
  }

  /** The requests in turn, without end, beginning at one of them. */
  static Script cycle(List<Request> requests, int start) {
    return new Script() {
      private int at = Math.floorMod(start, requests.size());

      @Override
      public Request first() {
        return requests.get(at);
      }

      @Override
      public Request next(Reply reply) {
        at = (at + 1) % requests.size();
        return requests.get(at);
      }
    };
  }
}
