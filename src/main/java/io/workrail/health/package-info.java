/** Whether the server can work, for balancers and people. */
package io.workrail.health;
