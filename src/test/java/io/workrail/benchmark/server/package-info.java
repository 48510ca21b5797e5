/** Servers as processes of their own, and what the operating system and the JVM tell of them. */
package io.workrail.benchmark.server;
