package io.workrail.benchmark;

import io.workrail.benchmark.load.LoadGenerator;
import io.workrail.benchmark.load.Script;
import io.workrail.benchmark.server.ServerProcess;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One side of a comparison.
 *
 * @param scripts makes what the client of a number says
 */
public record Subject(String name, ServerProcess server, IntFunction<Script> scripts) {
  LoadGenerator clients(int number) {
    List<Script> clients = IntStream.range(0, number).mapToObj(scripts).toList();
    return new LoadGenerator(clients);
  }
}
