package io.workrail.benchmark.load;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells a good reply from a bad one. Called for every reply, so it must be cheap. */
@FunctionalInterface
public interface ReplyCheck {
  /** A short name of the fault, the same for faults of one kind; nothing when all is well. */
  Optional<String> faultIn(Reply reply);

  /** The status and nothing else. */
  static ReplyCheck status(int expected) {
    return reply ->
        reply.status() == expected ? Optional.empty() : Optional.of("HTTP " + reply.status());
  }

  /**
   * A JSON-RPC result that is not {@code isError}. A server that refuses quickly must not look
   * fast, and most refusals come with status 200.
   */
  static ReplyCheck mcpResult() {
    byte[] isError = "\"isError\":".getBytes(StandardCharsets.US_ASCII);
    byte[] rpcError = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\"".getBytes(StandardCharsets.US_ASCII);
    return reply -> {
      if (reply.status() != 200) {
        return Optional.of("HTTP " + reply.status());
      }
      if (reply.startsWith(rpcError)) {
        return Optional.of("JSON-RPC error");
      }
      // Backwards: the member stands near the end, behind the content.
      int flag = reply.lastIndexOf(isError);
      return flag >= 0 && reply.at(flag + isError.length) == 't'
          ? Optional.of("isError")
          : Optional.empty();
    };
  }
}
