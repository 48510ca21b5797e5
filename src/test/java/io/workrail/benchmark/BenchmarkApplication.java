package io.workrail.benchmark;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ExitStatus;
import java.util.List;
import net.sourceforge.argparse4j.inf.ArgumentParserException;

/** What {@code scripts/benchmark} and {@code scripts/load-test} run. */
public final class BenchmarkApplication extends Application<Configuration> {
  /** Runs a command; see {@code --help}. */
  public static void main(String[] arguments) throws Exception {
    new BenchmarkApplication().run(arguments);
  }

  /** What can be measured. Add yours here. */
  static List<Scenario> scenarios() {
    return List.of(
        new WorkflowNextScenario(),
        new EdgeScenario(),
        new SlowClientsScenario(),
        new SessionsScenario(),
        new GrowthScenario(),
        new CatalogueScenario(),
        new ProbesScenario(),
        new MemoryScenario(),
        new StartScenario(),
        new SoakScenario());
  }

  @Override
  protected void addDefaultCommands(Bootstrap<Configuration> bootstrap) {
    bootstrap.addCommand(new BenchmarkCommand(scenarios()));
    bootstrap.addCommand(new LoadTestCommand());
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    throw new IllegalStateException("this application has commands only");
  }

  @Override
  protected void onFatalError(Throwable failure) {
    if (failure instanceof CommandFailedException ended) {
      System.exit(ended.status().code());
    }
    boolean usage = failure instanceof ArgumentParserException;
    System.exit((usage ? ExitStatus.USAGE : ExitStatus.FAULT).code());
  }
}
