package io.workrail.http;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The process that listens at a port, as far as this user may know (proc(5): {@code net/tcp} names
 * the socket, {@code fd} who holds it).
 *
 * @param pid its number
 */
record PortHolder(long pid) {
  private static final Path PROCESSES = Path.of("/proc");
  private static final String LISTENING = "0A";
  private static final int COLUMN_OF_ADDRESS = 1;
  private static final int COLUMN_OF_STATE = 3;
  private static final int COLUMN_OF_SOCKET = 9;

  /**
   * The holders: several when systemd keeps a port open for a service. None when they belong to
   * other users, or the machine has no such files.
   */
  static List<PortHolder> find(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      sockets.addAll(sockets(PROCESSES.resolve(table), port));
    }
    return ProcessHandle.allProcesses()
        .map(process -> new PortHolder(process.pid()))
        .filter(holder -> holder.holds(target -> sockets.contains(target.toString())))
        .toList();
  }

  /** Whether it is the service manager, which listens for a service that is not started yet. */
  boolean isServiceManager() {
    return pid == 1;
  }

  private static Set<String> sockets(Path table, int port) {
    String end = String.format(Locale.ROOT, ":%04X", port);
    Set<String> found = new HashSet<>();
    try {
      for (String line : Files.readAllLines(table)) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length > COLUMN_OF_SOCKET
            && columns[COLUMN_OF_ADDRESS].endsWith(end)
            && columns[COLUMN_OF_STATE].equals(LISTENING)) {
          found.add("socket:[" + columns[COLUMN_OF_SOCKET] + "]");
        }
      }
    } catch (IOException e) {
      // No such table: IPv6 is off, or this is no Linux.
      return found;
    }
    return found;
  }

  /** Whether it has a file open below a folder. */
  boolean holdsFileBelow(Path folder) {
    try {
      Path real = folder.toRealPath();
      return holds(target -> target.startsWith(real));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this user may see what it has open. */
  boolean isOpenToUs() {
    return Files.isReadable(descriptors());
  }

  private Path descriptors() {
    return PROCESSES.resolve(Long.toString(pid)).resolve("fd");
  }

  private boolean holds(Predicate<Path> wanted) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(descriptors())) {
      for (Path descriptor : descriptors) {
        if (wanted.test(Files.readSymbolicLink(descriptor))) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      // It ended, or belongs to another user.
      return false;
    }
  }

  @Override
  public String toString() {
    String command =
        ProcessHandle.of(pid).flatMap(process -> process.info().command()).orElse("unknown");
    return "%s (pid %d)".formatted(command, pid);
  }
}
