package io.workrail.telemetry.jvm;

import com.codahale.metrics.jvm.ThreadDump;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.workrail.admin.AdminOperation;
import io.workrail.admin.AdminParameter;
import io.workrail.admin.AdminReply;
import io.workrail.admin.AdminRequest;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code threads}: what every thread does at this moment, and which wait for each other. */
public final class ThreadsOperation implements AdminOperation {
  private static final AdminParameter FORMAT = AdminParameter.optional("format", "json or text");

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /**
   * One thread.
   *
   * @param waitsFor the lock, if it waits for one
   * @param heldBy the thread that has the lock
   * @param stack the innermost call first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Running(
      long id,
      String name,
      String state,
      boolean daemon,
      @Nullable String waitsFor,
      @Nullable String heldBy,
      List<String> stack) {
    static Running of(ThreadInfo thread) {
      return new Running(
          thread.getThreadId(),
          thread.getThreadName(),
          thread.getThreadState().name(),
          thread.isDaemon(),
          thread.getLockName(),
          thread.getLockOwnerName(),
          Arrays.stream(thread.getStackTrace()).map(StackTraceElement::toString).toList());
    }
  }

  /**
   * The answer.
   *
   * @param deadlocked the ids of threads that wait for each other and will not go on
   */
  record Dump(int count, List<Long> deadlocked, List<Running> threads) {}

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public List<AdminParameter> parameters() {
    return List.of(FORMAT);
  }

  @Override
  public AdminReply run(AdminRequest request) {
    return switch (request.find(FORMAT).orElse("json")) {
      case "json" -> new AdminReply.Document(dump());
      case "text" -> new AdminReply.Text(text());
      default -> throw FORMAT.invalid();
    };
  }

  private Dump dump() {
    List<Running> running =
        Arrays.stream(threads.dumpAllThreads(false, false))
            .map(Running::of)
            .sorted(Comparator.comparing(Running::name))
            .toList();
    long[] deadlocked = Optional.ofNullable(threads.findDeadlockedThreads()).orElse(new long[0]);
    return new Dump(running.size(), Arrays.stream(deadlocked).boxed().toList(), running);
  }

  private String text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ThreadDump(threads).dump(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
