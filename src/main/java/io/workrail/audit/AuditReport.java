package io.workrail.audit;

import java.util.List;

/**
 * What a verification of one chain, or of many, found.
 *
 * @param entries how many entries were read
 * @param lastHash the hash of the last entry; keep it elsewhere to prove later that nothing before
 *     it was changed. Empty when there were many chains
 * @param faults in the order of the entries; at most some hundred
 * @param notes what is no fault, but worth knowing
 */
public record AuditReport(
    long entries, String lastHash, List<AuditFault> faults, List<String> notes) {
  public AuditReport {
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
  }

  /** Whether everything is what was written. */
  public boolean isIntact() {
    return faults.isEmpty();
  }
}
