package io.workrail.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of one request and needs no thread while there is nothing to read. Runs on one
 * thread at a time: the server calls again when more has come, or when the request has failed.
 */
final class BodyReader implements Invocable.Task {
  /**
   * Bytes of a body over the limit that are read all the same, so that the client sees the reply.
   */
  static final long MAX_DISCARDED = 8L * 1024 * 1024;

  private static final long PACE_CHECK_MILLIS = 1000;
  private static final long MEMORY_CHECK_MILLIS = 50;
  private static final Duration LONGEST_WAIT_FOR_MEMORY = Duration.ofSeconds(20);

  /** What becomes of the request. Called once, inside of {@link #run}. */
  interface Outcome {
    /** The body is there, or known to be too large. */
    void read(Request request, boolean hasWaited);

    /** The body is given up. */
    void gaveUp(Reason reason);
  }

  /** Why a body is given up. */
  enum Reason {
    /** It comes too slowly. */
    SLOW,
    /** It is cut off or malformed. */
    BROKEN,
    /** There was no memory for it. */
    NO_MEMORY
  }

  private final Request request;
  private final BodyLimits limits;
  private final BodyBuffer buffer;
  private final Outcome outcome;
  private final Scheduler scheduler;
  private final long begun = System.nanoTime();
  private final AtomicLong received = new AtomicLong();

  /** Nanoseconds in which the client could not send because nothing was read. */
  private final AtomicLong unread = new AtomicLong();

  private volatile boolean ended;
  private long discarded;
  private boolean unaffordable;
  private boolean hasWaited;
  private boolean paced;
  private Content.@Nullable Chunk pending;

  BodyReader(Request request, BodyLimits limits, BodyBuffer buffer, Outcome outcome) {
    this.request = request;
    this.limits = limits;
    this.buffer = buffer;
    this.outcome = outcome;
    this.scheduler = request.getComponents().getScheduler();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public void run() {
    while (!ended) {
      Content.Chunk chunk = pending != null ? pending : request.read();
      pending = null;
      if (chunk == null) {
        awaitMore();
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        giveUp(chunk.getFailure() instanceof TimeoutException ? Reason.SLOW : Reason.BROKEN);
      } else if (discarded > 0 || unaffordable || buffer.exceedsLimitWith(chunk.remaining())) {
        discard(chunk);
      } else if (buffer.makeRoomFor(chunk.remaining())) {
        append(chunk);
      } else {
        awaitMemory(chunk);
        return;
      }
    }
  }

  private void append(Content.Chunk chunk) {
    received.addAndGet(chunk.remaining());
    buffer.append(chunk.getByteBuffer());
    boolean last = chunk.isLast();
    chunk.release();
    if (last) {
      end(new ReadRequest(request, buffer.content()));
    }
  }

  /** A connection that closes on a client that still sends would take the reply with it. */
  private void discard(Content.Chunk chunk) {
    buffer.release();
    discarded += chunk.remaining();
    received.addAndGet(chunk.remaining());
    boolean last = chunk.isLast();
    chunk.release();
    if (!last && discarded <= MAX_DISCARDED) {
      return;
    }
    if (unaffordable) {
      giveUp(Reason.NO_MEMORY);
    } else {
      end(new ReadRequest(request, new BodyTooLargeException(limits.maxBytes())));
    }
  }

  private void awaitMore() {
    hasWaited = true;
    if (!paced) {
      paced = true;
      schedulePaceCheck();
    }
    request.demand(this);
  }

  private void schedulePaceCheck() {
    scheduler.schedule(this::checkPace, PACE_CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void checkPace() {
    if (ended) {
      return;
    }
    if (limits.isTooSlow(received.get(), System.nanoTime() - begun - unread.get())) {
      // Lets the reader run once more, on a thread of the server, and find this failure.
      request.fail(new TimeoutException("the body comes too slowly"));
    } else {
      schedulePaceCheck();
    }
  }

  private void awaitMemory(Content.Chunk chunk) {
    hasWaited = true;
    pending = chunk;
    unread.addAndGet(TimeUnit.MILLISECONDS.toNanos(MEMORY_CHECK_MILLIS));
    unaffordable = System.nanoTime() - begun > LONGEST_WAIT_FOR_MEMORY.toNanos();
    scheduler.schedule(
        () -> request.getContext().execute(this), MEMORY_CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void end(ReadRequest read) {
    ended = true;
    outcome.read(read, hasWaited);
  }

  private void giveUp(Reason reason) {
    ended = true;
    outcome.gaveUp(reason);
  }
}
