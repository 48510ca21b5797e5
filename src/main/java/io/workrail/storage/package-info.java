/**
 * Where data lives: a SQLite file or a PostgreSQL server, one transaction helper over both, and the
 * migrations. Knows no domain word; a feature brings its own SQL.
 */
package io.workrail.storage;
