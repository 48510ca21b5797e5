package io.workrail.audit;

import io.dropwizard.core.setup.Bootstrap;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** Another chain that {@code workrail audit verify} can check when an option asks for it. */
public interface ChainCheck {
  /** Adds the option. */
  void addOption(Subparser verify);

  /**
   * Checks the chain.
   *
   * @return nothing when the option was not given
   * @throws io.workrail.configuration.CommandFailedException when it cannot be checked
   */
  Optional<AuditReport> check(Bootstrap<?> bootstrap, Namespace arguments);
}
