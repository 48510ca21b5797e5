package io.workrail.backup.archive;

/** Ends the reading of an archive: what comes behind the fault cannot be trusted. */
final class FaultException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ArchiveFault fault;

  FaultException(ArchiveFault fault) {
    super(fault.message());
    this.fault = fault;
  }

  ArchiveFault fault() {
    return fault;
  }
}
