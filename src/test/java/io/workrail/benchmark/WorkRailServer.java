package io.workrail.benchmark;

import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.auth.TokenIssuer;
import io.workrail.benchmark.server.JvmFlags;
import io.workrail.benchmark.server.ServerProcess;
import io.workrail.benchmark.server.Workspace;
import io.workrail.configuration.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The packaged jar in production mode, with a secret and folders of its own. */
public final class WorkRailServer implements AutoCloseable {
  /** Whom {@link #requests} speak for. */
  static final String SUBJECT = "benchmark";

  /** Whose sessions that person shares. */
  static final String TEAM = "benchmark";

  private static final int SECRET_BYTES = 48;
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);

  private final ServerProcess process;
  private final Secret secret;

  private WorkRailServer(ServerProcess process, Secret secret) {
    this.process = process;
    this.secret = secret;
  }

  /** Starts a server without rate limits. */
  public static WorkRailServer start(Workspace workspace, String name) throws IOException {
    return start(workspace, name, Map.of());
  }

  /**
   * Starts a server.
   *
   * @param environment settings that differ from those of every benchmark
   */
  public static WorkRailServer start(
      Workspace workspace, String name, Map<String, String> environment) throws IOException {
    Path folder = workspace.folder(name);
    String secret = newSecret();
    Map<String, String> all = new HashMap<>();
    all.put("WORKRAIL_ENV", "production");
    all.put("HOST", "127.0.0.1");
    all.put("DATA_DIR", folder.resolve("data").toString());
    all.put("LOG_DIR", folder.resolve("logs").toString());
    all.put("JWT_SECRET", secret);
    all.put("RATE_LIMIT_PER_MINUTE", "0");
    all.put("RATE_LIMIT_PER_ADDRESS", "0");
    all.putAll(environment);
    List<String> jvm = new ArrayList<>(JvmFlags.SERVER);
    jvm.addAll(List.of("-jar", jar().toString(), "server", "config.yml"));
    return new WorkRailServer(ServerProcess.start(folder, jvm, all, "/ready"), new Secret(secret));
  }

  /** The packaged jar. */
  static Path jar() {
    return Path.of("target", "workrail.jar").toAbsolutePath();
  }

  /** Its process. */
  public ServerProcess process() {
    return process;
  }

  /** Requests of a caller who may do everything with workflows. */
  public McpRequests requests() {
    return new McpRequests(process.at("/mcp"), token(SUBJECT, Role.AUTHOR));
  }

  /** A token that this server accepts. */
  public String token(String subject, Role role) {
    Caller caller = new Caller(subject, Set.of(role), Optional.of(TEAM));
    return new TokenIssuer(secret, Clock.systemUTC()).issue(caller, TOKEN_LIFETIME);
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }

  private static String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
