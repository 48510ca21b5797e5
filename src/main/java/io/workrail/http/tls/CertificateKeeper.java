package io.workrail.http.tls;

import io.workrail.configuration.CommandFailedException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the certificate that is served in step with its files, without closing a connection: those
 * that are open go on with the old one. Files that are no pair are not taken; the old ones stay, a
 * warning is logged and {@link #warning} tells it. Thread-safe.
 */
public final class CertificateKeeper extends AbstractLifeCycle {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateKeeper.class);
  private static final Duration NOTICE_OF_EXPIRY = Duration.ofDays(14);

  private final PemFiles files;
  private final Duration interval;
  private final Clock clock;
  private final SslContextFactory.Server served;
  private @Nullable Scheduler scheduler;
  private Scheduler.@Nullable Task next;
  private PemFiles.Contents contents;
  private PemFiles.@Nullable Contents suspected;
  private volatile Instant expires;
  private volatile Optional<String> problem = Optional.empty();

  private CertificateKeeper(
      PemFiles files,
      ClientAuthentication clients,
      Duration interval,
      Clock clock,
      PemFiles.Contents contents,
      Identity identity)
      throws GeneralSecurityException {
    this.files = files;
    this.interval = interval;
    this.clock = clock;
    this.contents = contents;
    this.expires = identity.expires();
    this.served = ModernTls.serverContext(identity, clients);
  }

  /** Reads the files for the first time; a start with bad ones is refused. */
  static CertificateKeeper start(
      PemFiles files, ClientAuthentication clients, Duration interval, Clock clock) {
    try {
      PemFiles.Contents contents = files.read();
      Identity identity = Identity.of(files, contents);
      return new CertificateKeeper(files, clients, interval, clock, contents, identity);
    } catch (UnusablePemException e) {
      throw new CommandFailedException(e.getMessage());
    } catch (GeneralSecurityException e) {
      throw new CommandFailedException(
          "TLS_CERT, TLS_KEY: this Java cannot use the kind of key in %s: %s"
              .formatted(files.key(), e.getMessage()));
    }
  }

  /** What the connector serves. */
  public SslContextFactory.Server served() {
    return served;
  }

  /** Looks at the files from now on, with the help of this scheduler, until it is stopped. */
  public void watchWith(Scheduler newScheduler) {
    this.scheduler = newScheduler;
  }

  /**
   * What an operator has to mend, in a sentence: files that were not taken, or the coming expiry.
   */
  public Optional<String> warning() {
    return problem.or(this::expiry);
  }

  private Optional<String> expiry() {
    Instant now = clock.instant();
    if (now.isAfter(expires)) {
      return Optional.of("the TLS certificate expired at " + expires);
    }
    return now.plus(NOTICE_OF_EXPIRY).isAfter(expires)
        ? Optional.of("the TLS certificate expires at " + expires)
        : Optional.empty();
  }

  @Override
  protected void doStart() {
    expiry().ifPresent(LOG::warn);
    scheduleLook();
  }

  @Override
  protected void doStop() {
    if (next != null) {
      next.cancel();
    }
  }

  private void scheduleLook() {
    if (scheduler != null) {
      next = scheduler.schedule(this::lookAgain, interval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void lookAgain() {
    try {
      look();
    } finally {
      if (isRunning()) {
        scheduleLook();
      }
    }
  }

  /** Takes the files if they have changed and are good. */
  synchronized void look() {
    PemFiles.Contents found;
    try {
      found = files.read();
    } catch (UnusablePemException e) {
      report(e.getMessage());
      return;
    }
    if (found.equals(contents)) {
      suspected = null;
      problem = Optional.empty();
      return;
    }
    try {
      take(found, Identity.of(files, found));
    } catch (UnusablePemException | GeneralSecurityException e) {
      suspect(found, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      LOG.warn("The changed certificate could not be put in place", e);
      suspect(found, "the changed certificate could not be put in place");
    }
  }

  private void take(PemFiles.Contents found, Identity identity) throws Exception {
    ModernTls.replace(served, identity);
    contents = found;
    suspected = null;
    expires = identity.expires();
    problem = Optional.empty();
    LOG.info("Serving the changed TLS certificate; it is valid until {}", expires);
  }

  /**
   * Between the writing of the one file and of the other they are no pair, and that is no fault.
   */
  private void suspect(PemFiles.Contents found, String reason) {
    if (found.equals(suspected)) {
      report(reason);
    }
    suspected = found;
  }

  private void report(String reason) {
    String sentence = reason + "; the certificate from before stays in use";
    if (!problem.equals(Optional.of(sentence))) {
      LOG.warn("{}", sentence);
      problem = Optional.of(sentence);
    }
  }
}
