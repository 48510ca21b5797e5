/**
 * TLS from PEM files: certificate, key and authorities, read, checked, and read again when changed.
 */
package io.workrail.http.tls;
