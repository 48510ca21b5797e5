/**
 * {@code workrail doctor}: the command and the interface of its checks. Each check lives in the
 * room of what it looks at.
 */
package io.workrail.doctor;
