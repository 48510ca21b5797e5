package io.workrail.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.workrail.benchmark.server.JvmFlags;
import io.workrail.benchmark.server.ServerProcess;
import io.workrail.benchmark.server.Workspace;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The least that Dropwizard can do: one resource that gives back the JSON it gets. */
public final class BaselineApplication extends Application<Configuration> {
  /** Starts the server; see {@link #start}. */
  public static void main(String[] arguments) throws Exception {
    new BaselineApplication().run(arguments);
  }

  /** Starts it as a process with the options and the thread pool of WorkRail. */
  static ServerProcess start(Workspace workspace) throws IOException {
    List<String> jvm = new ArrayList<>(JvmFlags.SERVER);
    String classPath = "target/test-classes" + File.pathSeparator + WorkRailServer.jar();
    jvm.addAll(List.of("-cp", classPath, BaselineApplication.class.getName()));
    jvm.addAll(List.of("server", "/benchmark/baseline.yml"));
    return ServerProcess.start(workspace.folder("baseline"), jvm, Map.of(), "/echo");
  }

  @Override
  public void initialize(Bootstrap<Configuration> bootstrap) {
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(
            new ResourceConfigurationSourceProvider(), new EnvironmentVariableSubstitutor()));
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    environment.jersey().register(new EchoResource());
  }

  /** Gives back what it gets. */
  @Path("/echo")
  @Produces(MediaType.APPLICATION_JSON)
  public static final class EchoResource {
    /** Whether it is there. */
    @GET
    public String ready() {
      return "{}";
    }

    /** The same value. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public JsonNode echo(JsonNode value) {
      return value;
    }
  }
}
