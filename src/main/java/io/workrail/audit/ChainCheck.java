package io.workrail.audit;

import io.dropwizard.core.setup.Bootstrap;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Other chains, beside that of the log, which {@code workrail audit verify} checks. */
public interface ChainCheck {
  /** What the chains are about, in one word. */
  String name();

  /** Adds the option that asks for one of the chains only. */
  void addOption(Subparser verify);

  /**
   * Checks the chain that the option names, instead of everything else.
   *
   * @return nothing when the option was not given
   * @throws io.workrail.configuration.CommandFailedException when it cannot be checked
   */
  Optional<AuditReport> checkOne(Bootstrap<?> bootstrap, Namespace arguments);

  /**
   * Checks all of them.
   *
   * @throws io.workrail.configuration.CommandFailedException when they cannot be checked
   */
  AuditReport checkAll(Bootstrap<?> bootstrap, Namespace arguments);
}
