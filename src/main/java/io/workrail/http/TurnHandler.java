package io.workrail.http;

import io.workrail.processor.ProcessorTurns;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ConditionalHandler;
import org.eclipse.jetty.util.Callback;

/** Lets requests be worked on in turns; not those that ask how the server is: they never wait. */
final class TurnHandler extends ConditionalHandler.ElseNext {
  private final ProcessorTurns turns;

  TurnHandler(ProcessorTurns turns, Handler next) {
    super(next);
    this.turns = turns;
    AdmissionHandler.excludeProbes(this);
  }

  @Override
  protected boolean onConditionsMet(Request request, Response response, Callback callback)
      throws Exception {
    return turns.compute(() -> nextHandler(request, response, callback));
  }
}
