package io.workrail;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.authoring.StoredWorkflowsDoctorCheck;
import io.workrail.authoring.WorkflowsDoctorCheck;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.FolderPlace;
import io.workrail.configuration.LoadedConfiguration;
import io.workrail.doctor.ClockDoctorCheck;
import io.workrail.doctor.ConfigurationDoctorCheck;
import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Examination;
import io.workrail.doctor.JavaDoctorCheck;
import io.workrail.doctor.PermissionsDoctorCheck;
import io.workrail.doctor.RunningServerDoctorCheck;
import io.workrail.doctor.SystemTimeService;
import io.workrail.http.ConnectorSettings;
import io.workrail.http.ListenAddress;
import io.workrail.http.PortDoctorCheck;
import io.workrail.http.WorkRailServerFactory;
import io.workrail.http.tls.TlsDoctorCheck;
import io.workrail.mcp.ServerInfo;
import io.workrail.workflow.catalog.CatalogConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;

/** Puts the checks of the features together for the doctor, in the order of its report. */
final class Examinations implements ConfigurationSource<Examination> {
  private final Clock clock;

  Examinations(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Examination read(Bootstrap<?> bootstrap, Namespace arguments) {
    LoadedConfiguration<WorkRailConfiguration> loaded =
        ConfigurationReader.examine(bootstrap, arguments);
    List<DoctorCheck> checks = new ArrayList<>();
    checks.add(new JavaDoctorCheck(Runtime.version(), System.getProperty("java.home", "")));
    checks.addAll(ConfigurationDoctorCheck.of(loaded.file(), loaded.problems()));
    Optional<WorkRailConfiguration> readable =
        loaded.configuration().filter(Examinations::isOfOurs);
    readable.ifPresent(configuration -> addTo(checks, configuration, Path.of(loaded.file())));
    return new Examination(checks, readable.map(Examinations::clientAddress));
  }

  private void addTo(List<DoctorCheck> checks, WorkRailConfiguration configuration, Path file) {
    Path data = configuration.dataDirectory();
    Path logs = configuration.logDirectory();
    boolean production = configuration.mode() == Mode.PRODUCTION;
    if (production || canHoldFiles(data)) {
      checks.add(
          configuration
              .security()
              .doctorCheck(
                  production,
                  data,
                  StartConditions.weakSecrets(configuration),
                  ConfigurationReader.SECRETS.warnings()));
    }
    checks.add(
        new ClockDoctorCheck(
            clock,
            List.of(data.resolve("audit/audit.jsonl"), logs.resolve("combined.log")),
            new SystemTimeService(),
            configuration.database().clock(data)));
    checks.addAll(configuration.healthChecks().doctorChecks(List.of(data, logs)));
    checks.add(
        new PermissionsDoctorCheck(data, logs, file, System.getProperty("user.name", "unknown")));
    addKept(checks, configuration);
    addConnectors(checks, configuration);
    if (canHoldFiles(configuration.backup().folder().path())) {
      checks.add(
          configuration.backup().doctorCheck(configuration.database().dataSince(data), clock));
    }
  }

  private void addKept(List<DoctorCheck> checks, WorkRailConfiguration configuration) {
    Path data = configuration.dataDirectory();
    CatalogConfiguration workflows = configuration.workflows();
    boolean database =
        configuration.database().folderIn(data).stream().allMatch(Examinations::canHoldFiles);
    if (database) {
      checks.addAll(configuration.database().doctorChecks(data, clock));
    }
    if (database && workflows.usesDatabase()) {
      checks.add(
          new StoredWorkflowsDoctorCheck(
              configuration.database().readOnly(data), workflows.unreadFolders()));
    } else if (!workflows.usesDatabase()
        && workflows.folders().stream().allMatch(Examinations::canHoldFiles)) {
      checks.add(new WorkflowsDoctorCheck(workflows.folders(), data));
    }
  }

  /** Of a place where nothing can be kept there is only that to tell; the permissions do. */
  private static boolean canHoldFiles(Path folder) {
    return FolderPlace.obstacle(folder).isEmpty();
  }

  private void addConnectors(List<DoctorCheck> checks, WorkRailConfiguration configuration) {
    ConnectorSettings connectors = configuration.server().connectorSettings();
    List<ListenAddress> addresses = connectors.addresses(configuration.mode().bindHost());
    for (ListenAddress address : addresses) {
      checks.add(new PortDoctorCheck(address, configuration.dataDirectory()));
    }
    configuration.server().listen(configuration.mode().bindHost(), configuration.publicAddress());
    checks.add(new ExposureDoctorCheck(new StartWarnings(configuration)));
    if (!addresses.isEmpty()) {
      URI local = addresses.get(0).local();
      checks.add(new RunningServerDoctorCheck(local, ServerInfo.version()));
      addresses.stream()
          .filter(address -> address.purpose().equals("operations"))
          .findFirst()
          .map(operations -> configuration.healthChecks().runningHeapCheck(operations.local()))
          .ifPresent(checks::add);
      checks.add(new TlsDoctorCheck(connectors.tls(), local, clientAddress(configuration), clock));
    }
  }

  private static boolean isOfOurs(WorkRailConfiguration configuration) {
    return configuration.getServerFactory() instanceof WorkRailServerFactory;
  }

  private static URI clientAddress(WorkRailConfiguration configuration) {
    configuration.server().listen(configuration.mode().bindHost(), configuration.publicAddress());
    return configuration.publicAddress().uri();
  }
}
