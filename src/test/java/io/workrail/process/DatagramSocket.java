package io.workrail.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The socket of a service manager, of the C library like the real one. */
public final class DatagramSocket implements AutoCloseable {
  private static final SystemCalls CALLS = Native.load("c", SystemCalls.class);
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int EAGAIN = 11;

  private final int socket;

  private interface SystemCalls extends Library {
    int socket(int domain, int type, int protocol) throws LastErrorException;

    int bind(int socket, byte[] address, int length) throws LastErrorException;

    NativeLong recv(int socket, byte[] message, NativeLong length, int flags)
        throws LastErrorException;

    int close(int socket) throws LastErrorException;
  }

  /** A socket with the name that {@code $NOTIFY_SOCKET} has. */
  public DatagramSocket(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (name.startsWith("@")) {
      bytes[0] = 0;
    }
    byte[] address =
        ByteBuffer.allocate(2 + bytes.length)
            .order(ByteOrder.nativeOrder())
            .putShort((short) AF_UNIX)
            .put(bytes)
            .array();
    socket = CALLS.socket(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
    CALLS.bind(socket, address, address.length);
  }

  /** The next message, if there is one. */
  public Optional<String> poll() {
    byte[] buffer = new byte[4096];
    try {
      int length =
          CALLS.recv(socket, buffer, new NativeLong(buffer.length), MSG_DONTWAIT).intValue();
      return Optional.of(new String(buffer, 0, length, StandardCharsets.UTF_8));
    } catch (LastErrorException e) {
      if (e.getErrorCode() == EAGAIN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    CALLS.close(socket);
  }
}
