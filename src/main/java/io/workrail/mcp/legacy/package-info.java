/**
 * The revisions that open with {@code initialize}: 2025-03-26, 2025-06-18 and 2025-11-25. Fenced,
 * so that the whole era can be deleted in one commit when its clients are gone.
 */
package io.workrail.mcp.legacy;
