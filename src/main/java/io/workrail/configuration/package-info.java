/** Where settings come from, and the shape that every command has. Knows no feature. */
package io.workrail.configuration;
