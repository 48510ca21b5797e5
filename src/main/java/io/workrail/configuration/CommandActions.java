package io.workrail.configuration;

import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import net.sourceforge.argparse4j.inf.Subparsers;

/** The things that one command does; the word after its name chooses. Immutable. */
public final class CommandActions<A extends CommandAction> {
  private static final String ACTION = "action";

  private final List<A> actions;

  /** These, in the order of the help. */
  public CommandActions(List<A> actions) {
    this.actions = List.copyOf(actions);
  }

  /** Adds a parser for each, which also takes the place of the configuration. */
  public void configure(Subparser parser) {
    Subparsers subparsers = parser.addSubparsers().dest(ACTION).metavar("ACTION");
    for (A action : actions) {
      Subparser subparser =
          subparsers
              .addParser(action.name())
              .description(action.description())
              .help(action.description());
      ConfigurationSource.addOption(subparser);
      action.configure(subparser);
    }
  }

  /** The one that was chosen; the parser lets no other word through. */
  public A chosen(Namespace arguments) {
    String name = arguments.getString(ACTION);
    return actions.stream()
        .filter(action -> action.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no action: " + name));
  }
}
