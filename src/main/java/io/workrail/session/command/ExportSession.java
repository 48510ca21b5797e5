package io.workrail.session.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.json.StrictJson;
import io.workrail.session.OpenSessions;
import io.workrail.session.Session;
import io.workrail.session.SessionReader;
import io.workrail.session.SessionScope;
import java.io.PrintStream;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code workrail sessions export}: one JSON object a line. The first is the session, the second
 * the workflow that it runs on, each further one an event, in the order of {@code seq}.
 */
final class ExportSession implements SessionAction {
  private static final String RECORD = "record";

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String description() {
    return "writes a session, its workflow and all its events as lines of JSON";
  }

  @Override
  public String example() {
    return "export ses_… >session.ndjson";
  }

  @Override
  public void configure(Subparser parser) {
    SessionAction.addId(parser);
  }

  @Override
  public ExitStatus run(OpenSessions sessions, Namespace arguments, Console console) {
    SessionReader reader = sessions.reader();
    Session session = reader.require(arguments.getString("id"), new SessionScope.Everyone());
    PrintStream out = console.out();
    print(out, "session", reader.view(session));
    out.printf(
        "{\"record\":\"workflow\",\"hash\":\"%s\",\"document\":%s}%n",
        session.workflowHash(), reader.requireDocument(session));
    reader.forEachEvent(session, event -> print(out, "event", reader.view(event)));
    return ExitStatus.OK;
  }

  private static void print(PrintStream out, String record, ObjectNode content) {
    ObjectNode line = StrictJson.mapper().createObjectNode().put(RECORD, record);
    line.setAll(content);
    out.println(StrictJson.write(line));
  }
}
