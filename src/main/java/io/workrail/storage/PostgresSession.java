package io.workrail.storage;

import io.workrail.storage.StorageUnavailableException.Reason;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of its own, outside of the pool and its time-outs, for work on the schema. For one
 * thread.
 */
final class PostgresSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSession.class);
  private static final String SECONDS_TO_CONNECT = "5";

  /** A single statement may drop or move many tables; a dead server must end it all the same. */
  private static final String SECONDS_FOR_A_STATEMENT = "120";

  private final Connection connection;

  private PostgresSession(Connection connection) {
    this.connection = connection;
  }

  /**
   * Connects; each statement is a transaction until {@link #begin}.
   *
   * @throws StorageUnavailableException when there is no connection
   */
  static PostgresSession open(DatabaseAddress address) {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password().revealText());
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("loginTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("socketTimeout", SECONDS_FOR_A_STATEMENT);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "workrail restore");
    try {
      return new PostgresSession(DriverManager.getConnection(address.jdbcUrl(), properties));
    } catch (SQLException e) {
      throw new StorageUnavailableException(Reason.GONE, e);
    }
  }

  Connection connection() {
    return connection;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  boolean isTrue(String query) throws SQLException {
    return text(query).equals("t");
  }

  String text(String query) throws SQLException {
    List<String> found = texts(query);
    return found.isEmpty() ? "" : found.get(0);
  }

  List<String> texts(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(String.valueOf(rows.getString(1)));
      }
      return texts;
    }
  }

  void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  void commit() throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** A dead connection cannot roll back, and need not. */
  void rollBack() {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      forget(e);
    }
  }

  /** What cannot be tidied up now is tidied up by the next restore. */
  void forget(SQLException failure) {
    LOG.warn("The restore could not tidy up in PostgreSQL", failure);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("The connection was not closed well", e);
    }
  }
}
