package io.workrail.session.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.session.OpenSessions;
import io.workrail.session.OpenSessions.Operator;
import io.workrail.session.Submission;
import java.util.Optional;
import java.util.UUID;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail sessions approve} and {@code reject}. */
final class DecideOnWork implements SessionAction {
  private final String name;
  private final String description;
  private final Submission.Status word;

  private DecideOnWork(String name, String description, Submission.Status word) {
    this.name = name;
    this.description = description;
    this.word = word;
  }

  static SessionAction approve() {
    return new DecideOnWork(
        "approve", "agrees to submitted work: the step is done", Submission.Status.APPROVED);
  }

  static SessionAction reject() {
    return new DecideOnWork(
        "reject", "sends submitted work back: the step is open again", Submission.Status.REJECTED);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String example() {
    return name() + " ses_… sub_… --as ada --comment 'looks right'";
  }

  @Override
  public void configure(Subparser parser) {
    SessionAction.addId(parser);
    parser
        .addArgument("submission")
        .metavar("SUBMISSION")
        .help("the id of the work that was looked at, sub_…; see sessions show");
    parser
        .addArgument("--as")
        .required(true)
        .metavar("SUBJECT")
        .help("whose word it is; with sessions.fourEyes neither the starter's nor the submitter's");
    parser.addArgument("--comment").metavar("TEXT").help("what the agent should know");
    OutputFormat.addOption(parser);
  }

  @Override
  public ExitStatus run(OpenSessions sessions, Namespace arguments, Console console) {
    String subject = arguments.getString("as").strip();
    if (subject.isEmpty()) {
      throw new CommandFailedException(ExitStatus.USAGE, "--as must not be blank");
    }
    ObjectNode session =
        sessions.decide(
            arguments.getString("id"),
            arguments.getString("submission"),
            word,
            Optional.ofNullable(arguments.getString("comment")).filter(text -> !text.isBlank()),
            new Operator(subject, System.getProperty("user.name")),
            "command-" + UUID.randomUUID());
    ShowSession.print(session, arguments, console);
    return ExitStatus.OK;
  }
}
