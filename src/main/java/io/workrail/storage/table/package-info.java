/**
 * The tables of a database as data: their shape as the database itself tells it, and their rows as
 * JSON, the same for SQLite and PostgreSQL. Knows no domain word.
 */
package io.workrail.storage.table;
