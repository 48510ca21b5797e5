package io.workrail.admin;

import java.util.List;

/**
 * Something that an operator does to a running server: {@code POST /tasks/<name>} on the operations
 * port. Whoever calls was identified as an operator before, and the call is noted in the audit log
 * after it. Must be thread-safe.
 */
public interface AdminOperation {
  /** The last part of the address: words in lower case, joined by hyphens. */
  String name();

  /**
   * What may be given, in the order in which a person reads about it; none unless said otherwise.
   */
  default List<AdminParameter> parameters() {
    return List.of();
  }

  /**
   * Does it.
   *
   * @throws AdminException when it is not done, or not as asked, with a sentence for the operator
   */
  AdminReply run(AdminRequest request);
}
