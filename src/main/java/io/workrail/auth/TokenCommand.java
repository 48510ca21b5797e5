package io.workrail.auth;

import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.Duration;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/** {@code workrail token}: prints a bearer token that a running server accepts. */
public final class TokenCommand extends ConsoleCommand {
  private final ConfigurationSource<AuthConfiguration> configuration;
  private final Clock clock;

  /** The command. */
  public TokenCommand(ConfigurationSource<AuthConfiguration> configuration, Clock clock) {
    super("token", "prints a bearer token");
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  public void configure(Subparser parser) {
    ConfigurationSource.addOption(parser);
    parser
        .addArgument("--subject")
        .required(true)
        .help("who uses the token; appears in the history of everything done with it");
    parser
        .addArgument("--role")
        .action(Arguments.append())
        .choices(Role.labels())
        .help("what the token allows, repeatable; agent when missing");
    parser.addArgument("--team").help("who shares the work; nobody when missing");
    parser
        .addArgument("--expires")
        .help("how long it is valid, for example 12h or 30d; security.jwt.expiresIn when missing");
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console) {
    AuthConfiguration settings = configuration.read(bootstrap, arguments);
    if (settings.secret().isEmpty()) {
      throw new CommandFailedException(
          "there is no secret to sign with; set JWT_SECRET, or start the server once in"
              + " development mode, which makes one");
    }
    String subject = arguments.getString("subject").strip();
    if (subject.isEmpty()) {
      throw new CommandFailedException(ExitStatus.USAGE, "--subject must not be blank");
    }
    Caller caller =
        new Caller(
            subject, roles(arguments.getList("role")), Optional.ofNullable(arguments.get("team")));
    TokenIssuer issuer = new TokenIssuer(settings.secret(), clock);
    console.out().println(issuer.issue(caller, lifetime(arguments.getString("expires"), settings)));
    return ExitStatus.OK;
  }

  private static Set<Role> roles(@Nullable List<String> names) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : names == null ? List.of(Role.AGENT.label()) : names) {
      Role.find(name).ifPresent(roles::add);
    }
    return roles;
  }

  private static java.time.Duration lifetime(@Nullable String given, AuthConfiguration settings) {
    if (given == null) {
      return settings.tokenLifetime();
    }
    try {
      java.time.Duration lifetime = Duration.parse(given).toJavaDuration();
      if (lifetime.isZero()) {
        throw new CommandFailedException(ExitStatus.USAGE, "--expires must be longer than zero");
      }
      return lifetime;
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          ExitStatus.USAGE, "--expires takes a number with a unit, for example 12h or 30d");
    }
  }
}
