package io.workrail.session.command;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.audit.AuditReport;
import io.workrail.audit.ChainCheck;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.session.OpenSessions;
import io.workrail.session.SessionAccess;
import io.workrail.session.SessionException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** The chains of sessions in {@code workrail audit verify}. */
public final class SessionChainCheck implements ChainCheck {
  private static final String OPTION = "session";

  private final ConfigurationSource<SessionAccess> configuration;
  private final Clock clock;

  /** The check of the sessions that a configuration leads to. */
  public SessionChainCheck(ConfigurationSource<SessionAccess> configuration, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public void addOption(Subparser verify) {
    verify.addArgument("--" + OPTION).metavar("ID").help("checks the history of this session only");
  }

  @Override
  public Optional<AuditReport> checkOne(Bootstrap<?> bootstrap, Namespace arguments) {
    return Optional.ofNullable(arguments.getString(OPTION))
        .map(id -> check(bootstrap, arguments, sessions -> sessions.verifier().verify(id)));
  }

  @Override
  public AuditReport checkAll(Bootstrap<?> bootstrap, Namespace arguments) {
    return check(bootstrap, arguments, sessions -> sessions.verifier().verifyAll());
  }

  private AuditReport check(
      Bootstrap<?> bootstrap, Namespace arguments, Function<OpenSessions, AuditReport> work) {
    try (OpenSessions sessions = configuration.read(bootstrap, arguments).open(clock)) {
      return work.apply(sessions);
    } catch (SessionException e) {
      throw new CommandFailedException("there is no session " + arguments.getString(OPTION));
    }
  }
}
