package io.workrail.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes replies from the application and waits for the network in its place: a client that does not
 * read its reply holds no thread and no place among the requests that are worked on, and is cut off
 * when it takes too long. What waits is bounded; beyond that the application waits for the network
 * itself.
 */
final class ReplyHandler extends Handler.Wrapper {
  private final ReplyLimits limits;
  private final BodyBudget budget;

  ReplyHandler(ReplyLimits limits, BodyBudget budget, Handler next) {
    super(next);
    this.limits = limits;
    this.budget = budget;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    AnsweredRequest answered = new AnsweredRequest(request);
    WaitingReply reply = new WaitingReply(answered, response, callback, limits, budget);
    return super.handle(answered, reply, reply.completion());
  }
}
