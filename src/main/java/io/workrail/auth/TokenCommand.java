package io.workrail.auth;

import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.Duration;
import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;
import io.workrail.audit.AuditUnavailableException;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.CommandUser;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.HelpText;
import io.workrail.configuration.OutputFormat;
import io.workrail.storage.Database;
import io.workrail.storage.StorageUnavailableException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/**
 * {@code workrail token}: prints a bearer token that a running server accepts; {@code workrail
 * token revoke} ends one before its time.
 */
public final class TokenCommand extends ConsoleCommand {
  private static final String REVOKE = "revoke";

  private final Sources sources;
  private final Clock clock;

  /** Where the command finds what it works with. */
  public record Sources(
      ConfigurationSource<AuthConfiguration> configuration,
      ConfigurationSource<AuditLog> audit,
      ConfigurationSource<Database> database) {}

  /** The command. */
  public TokenCommand(Sources sources, Clock clock) {
    super("token", "prints a bearer token, or revokes tokens");
    this.sources = sources;
    this.clock = clock;
  }

  @Override
  public void configure(Subparser parser) {
    HelpText.add(
        parser,
        getDescription(),
        "token --subject ada --role agent --expires 12h",
        "The token is written to standard output; to revoke: workrail token revoke --subject ada.");
    ConfigurationSource.addOption(parser);
    parser
        .addArgument("action")
        .nargs("?")
        .choices(REVOKE)
        .help("ends the token with the id JTI, or with --subject all tokens of a subject");
    parser.addArgument("jti").nargs("?").metavar("JTI").help("the claim jti of a token");
    parser
        .addArgument("--subject")
        .help(
            "who uses the token; appears in the history of everything done with it; needed for a new one");
    parser
        .addArgument("--role")
        .action(Arguments.append())
        .choices(Role.labels())
        .help("what the token allows, repeatable; agent when missing");
    parser.addArgument("--team").help("who shares the work; nobody when missing");
    parser
        .addArgument("--expires")
        .help(
            "how long it is valid, 1m to 366d, for example 12h; security.jwt.expiresIn when missing");
    OutputFormat.addOption(parser);
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console) {
    try {
      TokenResult result =
          arguments.getString("action") == null
              ? issue(bootstrap, arguments)
              : revoke(bootstrap, arguments);
      console.out().println(result.in(OutputFormat.of(arguments)));
      return ExitStatus.OK;
    } catch (StorageUnavailableException e) {
      throw new CommandFailedException(
          "nothing was revoked, the database does not answer: " + e.reason().sentence());
    }
  }

  private TokenResult issue(Bootstrap<?> bootstrap, Namespace arguments) {
    String subject = subject(arguments).orElseThrow(() -> usage("--subject is missing"));
    AuthConfiguration settings = sources.configuration().read(bootstrap, arguments);
    if (settings.secret().isEmpty()) {
      throw new CommandFailedException(
          "there is no secret to sign with; set JWT_SECRET, or start the server once in"
              + " development mode, which makes one unless others sign the tokens"
              + " (JWT_PUBLIC_KEY, JWT_JWKS)");
    }
    Caller caller =
        new Caller(
            subject, roles(arguments.getList("role")), Optional.ofNullable(arguments.get("team")));
    IssuedToken token =
        settings.issuer(clock).sign(caller, lifetime(arguments.getString("expires"), settings));
    try {
      sources.audit().read(bootstrap, arguments).recordDurably(event(caller, token));
    } catch (AuditUnavailableException e) {
      throw new CommandFailedException("no token was issued, because " + e.getMessage());
    }
    return TokenResult.issued(caller, token);
  }

  private static AuditEvent event(Caller caller, IssuedToken token) {
    AuditEvent event =
        AuditEvent.of("token.issued")
            .by(CommandUser.current())
            .with("jti", token.id())
            .with("subject", caller.subject())
            .with("roles", String.join(" ", TokenResult.labels(caller)))
            .with("expires", token.expiry().toString());
    return caller.team().map(team -> event.with("team", team)).orElse(event);
  }

  private TokenResult revoke(Bootstrap<?> bootstrap, Namespace arguments) {
    Optional<String> id = Optional.ofNullable(arguments.getString("jti"));
    Optional<String> subject = subject(arguments);
    if (id.isPresent() == subject.isPresent()) {
      throw usage("revoke takes the id of a token (its claim jti) or --subject, one of them");
    }
    try (Opened database = new Opened(sources.database().read(bootstrap, arguments))) {
      TokenRevocation revocation =
          new TokenRevocation(
              new JdbiRevocationStore(database.database()),
              sources.audit().read(bootstrap, arguments),
              clock);
      id.ifPresent(name -> revocation.revokeToken(name, CommandUser.current()));
      subject.ifPresent(name -> revocation.revokeSubject(name, CommandUser.current()));
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    } catch (AuditUnavailableException e) {
      throw new CommandFailedException("it is revoked, but not noted: " + e.getMessage());
    }
    return id.map(TokenResult::revokedToken)
        .orElseGet(() -> TokenResult.revokedSubject(subject.orElseThrow()));
  }

  /** A database that ends with the command. */
  private record Opened(Database database) implements AutoCloseable {
    @Override
    public void close() {
      database.stop();
    }
  }

  private static Optional<String> subject(Namespace arguments) {
    Optional<String> subject =
        Optional.ofNullable(arguments.getString("subject")).map(String::strip);
    if (subject.filter(String::isEmpty).isPresent()) {
      throw usage("--subject must not be blank");
    }
    return subject;
  }

  private static CommandFailedException usage(String sentence) {
    return new CommandFailedException(ExitStatus.USAGE, sentence);
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
      return TokenLifetime.of(Duration.parse(given))
          .orElseThrow(() -> usage("--expires " + TokenLifetime.ALLOWED));
    } catch (IllegalArgumentException e) {
      throw usage("--expires takes a number with a unit, for example 12h or 30d");
    }
  }
}
