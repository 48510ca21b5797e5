package io.workrail.http;

import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;
import io.workrail.doctor.ServerProbe;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether a port is free, or held by the server itself, or by whom. */
public final class PortDoctorCheck implements DoctorCheck {
  private static final int FIRST_FREE_FOR_ALL = 1024;

  private final ListenAddress address;
  private final Path data;

  /**
   * A check of a port.
   *
   * @param data where the server of this configuration keeps its files open
   */
  public PortDoctorCheck(ListenAddress address, Path data) {
    this.address = address;
    this.data = data;
  }

  @Override
  public String name() {
    return "port";
  }

  @Override
  public Finding examine() throws IOException {
    String port = "%s %d for %s".formatted(address.variable(), address.port(), address.purpose());
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
      return Finding.ok(port + " is free");
    } catch (BindException e) {
      return String.valueOf(e.getMessage()).contains("in use") ? taken(port) : unbindable(port, e);
    } catch (SocketException e) {
      return unbindable(port, e);
    }
  }

  private Finding unbindable(String port, IOException failure) {
    if (address.port() < FIRST_FREE_FOR_ALL) {
      return Finding.warn(
          port + " is for root alone",
          "give the service AmbientCapabilities=CAP_NET_BIND_SERVICE, or use a port above 1023");
    }
    return Finding.fail(
        "%s cannot be opened at %s: %s".formatted(port, address.host(), failure.getMessage()),
        "HOST and ADMIN_HOST must be addresses of this machine: ip address");
  }

  private Finding taken(String port) {
    List<PortHolder> holders = PortHolder.find(address.port());
    Optional<PortHolder> ours =
        holders.stream().filter(process -> process.holdsFileBelow(data)).findFirst();
    if (ours.isPresent()) {
      return Finding.ok("%s is held by this server, %s".formatted(port, ours.get()));
    }
    if (!holders.isEmpty() && holders.stream().allMatch(PortHolder::isServiceManager)) {
      return Finding.ok(port + " is held by systemd, which starts its service with a request");
    }
    Optional<PortHolder> holder =
        holders.stream().filter(process -> !process.isServiceManager()).findFirst();
    boolean workRail =
        ServerProbe.ask(
                address.reachable(),
                address.port(),
                address.scheme().equals("https"),
                address.reachable())
            .filter(ServerProbe.Answer::isWorkRail)
            .isPresent();
    if (workRail && holder.filter(PortHolder::isOpenToUs).isEmpty()) {
      return Finding.ok(port + " is held by a WorkRail of another user, probably this server");
    }
    String who =
        holder.map(PortHolder::toString).orElse("a program of another user")
            + (workRail ? ", a WorkRail with another DATA_DIR, or whose own was moved away" : "");
    return Finding.fail(
        "%s is held by %s".formatted(port, who),
        "%sstop it, or set another %s; as root: lsof -i :%d"
            .formatted(
                workRail
                    ? "bring back the files of %s if they are gone; else ".formatted(data)
                    : "",
                address.variable(),
                address.port()));
  }
}
