/** The HTTP edge: what stands before and around the resources. Knows no feature. */
package io.workrail.http;
