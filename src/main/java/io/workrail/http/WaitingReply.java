package io.workrail.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * A reply whose parts wait for the network, one after another. A part counts as written as soon as
 * it is copied; without memory for the copy, when the network has it. Thread-safe.
 */
final class WaitingReply extends Response.Wrapper {
  private final AnsweredRequest request;
  private final Callback whenSent;
  private final ReplyLimits limits;
  private final BodyBudget budget;
  private final Deque<ReplyPart> parts = new ArrayDeque<>();
  private final Sending sending = new Sending();
  private @Nullable ReplyPart current;
  private boolean hasLast;
  private boolean isComplete;
  private boolean isOver;
  private @Nullable Throwable failure;

  /**
   * An empty reply.
   *
   * @param whenSent hears when the network has all of it, or that it never will
   * @param budget for copies
   */
  WaitingReply(
      AnsweredRequest request,
      Response response,
      Callback whenSent,
      ReplyLimits limits,
      BodyBudget budget) {
    super(request, response);
    this.request = request;
    this.whenSent = whenSent;
    this.limits = limits;
    this.budget = budget;
  }

  /** What the application calls when it has answered. */
  Callback completion() {
    return new Callback() {
      @Override
      public void succeeded() {
        request.succeeded();
        complete(null);
      }

      @Override
      public void failed(Throwable reason) {
        request.failed(reason);
        complete(reason);
      }
    };
  }

  @Override
  public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
    ByteBuffer bytes = content == null ? BufferUtil.EMPTY_BUFFER : content;
    boolean isCopied = budget.reserve(0, bytes.remaining());
    ReplyPart part = isCopied ? ReplyPart.copyOf(last, bytes) : ReplyPart.of(last, bytes, callback);
    if (!add(part)) {
      budget.release(part.reserved());
      callback.failed(new EOFException("the client does not take the reply"));
      return;
    }
    sending.iterate();
    if (isCopied) {
      callback.succeeded();
    }
  }

  @Override
  public synchronized boolean hasLastWrite() {
    return hasLast || super.hasLastWrite();
  }

  private synchronized boolean add(ReplyPart part) {
    hasLast |= part.isLast();
    return failure == null && parts.add(part);
  }

  private synchronized @Nullable ReplyPart next() {
    current = parts.poll();
    return current;
  }

  private void complete(@Nullable Throwable reason) {
    synchronized (this) {
      isComplete = true;
      failure = failure == null ? reason : failure;
    }
    endWhenSent();
  }

  /** Ends the exchange once: when the application has answered and the network has all of it. */
  private void endWhenSent() {
    Throwable reason;
    synchronized (this) {
      if (!isComplete || isOver || current != null || !parts.isEmpty()) {
        return;
      }
      isOver = true;
      reason = failure;
    }
    if (reason == null) {
      whenSent.succeeded();
    } else {
      whenSent.failed(reason);
    }
  }

  /** Ends the exchange now, in the middle of the reply. */
  private void cutOff(ReplyPart part) {
    if (part.isSent()) {
      return;
    }
    IOException reason = new IOException("the reply is read too slowly");
    synchronized (this) {
      if (isOver) {
        return;
      }
      isOver = true;
      failure = reason;
    }
    whenSent.failed(reason);
  }

  private @Nullable ReplyPart giveUp(Throwable reason) {
    synchronized (this) {
      failure = failure == null ? reason : failure;
      ReplyPart part = current;
      return part == null ? next() : part;
    }
  }

  private synchronized @Nullable ReplyPart finished() {
    ReplyPart part = current;
    current = null;
    return part;
  }

  /** Gives the network one part after another. */
  private final class Sending extends IteratingCallback {
    @Override
    protected Action process() {
      ReplyPart part = next();
      if (part == null) {
        return Action.IDLE;
      }
      Callback callback =
          Callback.from(
              () -> {
                part.sent();
                succeeded();
              },
              this::failed);
      getWrapped().write(part.isLast(), part.content(), callback);
      if (!part.isSent()) {
        watch(part);
      }
      return Action.SCHEDULED;
    }

    @Override
    protected void onSuccess() {
      ReplyPart part = finished();
      if (part != null) {
        budget.release(part.reserved());
        part.whenSent().succeeded();
      }
      endWhenSent();
    }

    @Override
    protected void onFailure(Throwable reason) {
      for (ReplyPart part = giveUp(reason); part != null; part = next()) {
        part.sent();
        budget.release(part.reserved());
        part.whenSent().failed(reason);
      }
      endWhenSent();
    }

    private void watch(ReplyPart part) {
      part.watchedBy(
          request
              .getComponents()
              .getScheduler()
              .schedule(
                  () -> request.getComponents().getExecutor().execute(() -> cutOff(part)),
                  limits.longestFor(part.length()).toMillis(),
                  TimeUnit.MILLISECONDS));
    }
  }
}
