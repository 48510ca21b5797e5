package io.workrail.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * The end of a file of the log.
 *
 * @param last the last complete line, if there is one and it can be read
 * @param end the bytes up to the end of the last complete line
 * @param torn how many bytes stand after it: a line whose writer died
 */
record AuditTail(Optional<AuditLine> last, long end, long torn) {
  private static final int BLOCK = 65_536;

  /** Reads backwards, so that the length of the file does not matter. */
  static AuditTail of(FileChannel file) throws IOException {
    long size = file.size();
    long end = startOfLine(file, size);
    long torn = size - end;
    if (end == 0) {
      return new AuditTail(Optional.empty(), 0, torn);
    }
    long start = startOfLine(file, end - 1);
    return new AuditTail(AuditLine.parse(read(file, start, end - 1)), end, torn);
  }

  /** The place after the last line feed before {@code end}; 0 when there is none. */
  private static long startOfLine(FileChannel file, long end) throws IOException {
    long blockEnd = end;
    while (blockEnd > 0) {
      long blockStart = Math.max(0, blockEnd - BLOCK);
      byte[] block = read(file, blockStart, blockEnd);
      for (int i = block.length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return blockStart + i + 1;
        }
      }
      blockEnd = blockStart;
    }
    return 0;
  }

  private static byte[] read(FileChannel file, long from, long to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(to - from));
    int count = 0;
    while (buffer.hasRemaining() && count >= 0) {
      count = file.read(buffer, from + buffer.position());
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
