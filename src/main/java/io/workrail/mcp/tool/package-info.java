/** The tools that agents call, and what they have in common. */
package io.workrail.mcp.tool;
