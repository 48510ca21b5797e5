package io.workrail.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The socket that {@code $NOTIFY_SOCKET} names: of Linux, for datagrams, in the file system or in
 * the abstract name space ({@code unix(7)}). Java has only sockets for streams there. Each message
 * takes a socket of its own, so that a service manager that starts again is found again.
 * Thread-safe.
 */
final class NotifySocket implements ServiceManager {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;

  /** A full queue must not hold up the server, and a reader that is gone must not end it. */
  private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;

  private static final int LONGEST_NAME = 107;

  private final byte[] address;

  /** Calls of the C library. */
  private interface SystemCalls extends Library {
    int socket(int domain, int type, int protocol) throws LastErrorException;

    NativeLong sendto(
        int socket, byte[] message, NativeLong length, int flags, byte[] address, int addressLength)
        throws LastErrorException;

    int close(int socket) throws LastErrorException;
  }

  /** Loaded with the first message. */
  private static final class Loaded {
    static final SystemCalls CALLS = Native.load("c", SystemCalls.class);
  }

  /**
   * A socket by its name.
   *
   * @param name a path from the root, or a name of the abstract name space with {@code @} in front
   * @throws IllegalArgumentException when it is neither
   */
  NotifySocket(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    boolean isAbstract = name.startsWith("@") && bytes.length > 1;
    if ((!isAbstract && !name.startsWith("/")) || bytes.length > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "it has to be a path, or @ and a name, of at most %d bytes".formatted(LONGEST_NAME));
    }
    if (isAbstract) {
      bytes[0] = 0;
    }
    // A path ends with a zero byte; a name of the abstract space ends with the address.
    int end = isAbstract ? 0 : 1;
    this.address =
        ByteBuffer.allocate(Short.BYTES + bytes.length + end)
            .order(ByteOrder.nativeOrder())
            .putShort((short) AF_UNIX)
            .put(bytes)
            .array();
  }

  @Override
  public void tell(String message) throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    try {
      int socket = Loaded.CALLS.socket(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      try {
        Loaded.CALLS.sendto(
            socket,
            bytes,
            new NativeLong(bytes.length),
            MSG_DONTWAIT_NOSIGNAL,
            address,
            address.length);
      } finally {
        Loaded.CALLS.close(socket);
      }
    } catch (LastErrorException e) {
      throw new IOException(e.getMessage(), e);
    } catch (LinkageError e) {
      throw new IOException("the native library cannot be loaded: " + e.getMessage(), e);
    }
  }
}
