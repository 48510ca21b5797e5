/** Protocol revision 2026-07-28: every request says who it is from and what it may get back. */
package io.workrail.mcp.modern;
