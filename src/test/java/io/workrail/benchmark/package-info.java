/**
 * Measures WorkRail against a baseline in the same run: two processors shared by server and
 * generator make times of one run incomparable with those of another. Add a measurement as a {@link
 * io.workrail.benchmark.Scenario}.
 */
package io.workrail.benchmark;
