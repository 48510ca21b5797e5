/** Who calls: tokens, keys, roles. */
package io.workrail.auth;
