package io.workrail.audit;

import java.util.List;

/**
 * What a verification found.
 *
 * @param entries how many lines were read
 * @param lastHash the hash of the last line; keep it elsewhere to prove later that nothing before
 *     it was changed
 * @param faults in the order of the log; at most some hundred
 * @param notes what is no fault, but worth knowing
 */
public record AuditReport(
    long entries, String lastHash, List<AuditFault> faults, List<String> notes) {
  public AuditReport {
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
  }

  /** Whether the log is what was written. */
  public boolean isIntact() {
    return faults.isEmpty();
  }
}
