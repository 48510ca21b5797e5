package io.workrail.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.configuration.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://anna:pw@db.example/work          | jdbc:postgresql://db.example/work      | anna | pw
          postgres://anna:pw@db.example:5433/work       | jdbc:postgresql://db.example:5433/work | anna | pw
          jdbc:postgresql://db/work?user=anna&password=pw | jdbc:postgresql://db/work            | anna | pw
          postgresql://anna:p%40%2Fw%25@db/work         | jdbc:postgresql://db/work              | anna | p@/w%
          postgresql://anna:p@w@db/work                 | jdbc:postgresql://db/work              | anna | p@w
          postgresql://anna:a+b@db/work                 | jdbc:postgresql://db/work              | anna | a+b
          postgresql://anna:100%@db/work                | jdbc:postgresql://db/work              | anna | 100%
          postgresql://anna@db/work                     | jdbc:postgresql://db/work              | anna | ''
          postgresql://db/work                          | jdbc:postgresql://db/work              | ''   | ''
          postgresql://a:b@one:1,two:2/work             | jdbc:postgresql://one:1,two:2/work     | a    | b
          postgresql://a:b@[::1]:5432/work              | jdbc:postgresql://[::1]:5432/work      | a    | b
          """)
  void readsAddressesAsPeopleWriteThem(String text, String url, String user, String password) {
    DatabaseAddress address = parse(text);
    assertThat(address.jdbcUrl()).isEqualTo(url);
    assertThat(address.user()).isEqualTo(user);
    assertThat(address.password()).isEqualTo(new Secret(password));
  }

  @Test
  void keepsOptionsAndTranslatesThoseOfLibpq() {
    assertThat(
            parse("postgresql://a:b@db/work?sslmode=require&connect_timeout=3&password=c")
                .jdbcUrl())
        .isEqualTo("jdbc:postgresql://db/work?sslmode=require&connectTimeout=3");
  }

  @Test
  void userAndPasswordBesideTheAddressWin() {
    DatabaseAddress address =
        DatabaseAddress.parse("postgresql://a:b@db/work", "c", new Secret("d")).orElseThrow();
    assertThat(address.user()).isEqualTo("c");
    assertThat(address.password()).isEqualTo(new Secret("d"));
  }

  @Test
  void showsNoPassword() {
    assertThat(parse("postgresql://anna:hidden@db/work").toString()).doesNotContain("hidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mysql://a:b@db/work", "postgresql://db", "sqlite:/x.db", "db/work"})
  void leavesOtherAddressesAlone(String text) {
    assertThat(DatabaseAddress.parse(text, "", new Secret(""))).isEmpty();
  }

  private static DatabaseAddress parse(String text) {
    return DatabaseAddress.parse(text, "", new Secret("")).orElseThrow();
  }
}
