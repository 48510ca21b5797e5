package io.workrail.configuration;

import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import net.sourceforge.argparse4j.inf.Subparsers;

/**
 * A command that does several things; the word after its name chooses.
 *
 * @param <C> the part of the configuration that it works by
 * @param <A> what it does
 */
public abstract class ActionCommand<C, A extends CommandAction> extends ConsoleCommand {
  private static final String ACTION = "action";

  private final ConfigurationSource<C> configuration;
  private final Clock clock;
  private final List<A> actions;

  /**
   * A command.
   *
   * @param actions in the order of the help
   */
  protected ActionCommand(
      String name,
      String description,
      ConfigurationSource<C> configuration,
      Clock clock,
      List<A> actions) {
    super(name, description);
    this.configuration = configuration;
    this.clock = clock;
    this.actions = List.copyOf(actions);
  }

  /** Adds a parser for each action, which also takes the place of the configuration. */
  @Override
  public final void configure(Subparser parser) {
    HelpText.add(
        parser,
        getDescription(),
        getName() + " " + actions.get(0).example(),
        "Each has a help of its own: workrail %s ACTION --help.".formatted(getName()));
    Subparsers subparsers = parser.addSubparsers().dest(ACTION).metavar("ACTION");
    for (A action : actions) {
      Subparser subparser = subparsers.addParser(action.name());
      HelpText.add(subparser, action.description(), getName() + " " + action.example());
      ConfigurationSource.addOption(subparser);
      action.configure(subparser);
    }
  }

  /**
   * Does what was chosen.
   *
   * @throws CommandFailedException to end with a sentence
   */
  protected abstract ExitStatus execute(
      A action, C configuration, Clock clock, Namespace arguments, Console console)
      throws IOException;

  @Override
  protected final ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console)
      throws IOException {
    A action = chosen(arguments);
    C read = configuration.read(bootstrap, arguments);
    ExitStatus status = execute(action, read, clock, arguments, console);
    console.requireWritten();
    return status;
  }

  /** The parser lets no other word through. */
  private A chosen(Namespace arguments) {
    String name = arguments.getString(ACTION);
    return actions.stream()
        .filter(action -> action.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no action: " + name));
  }
}
