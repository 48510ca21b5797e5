/** What operators see of the virtual machine, and do to it, while the server runs. */
package io.workrail.telemetry.jvm;
