package io.workrail.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.configuration.NamedSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentSecretTest {
  @TempDir Path data;

  @Test
  void isMadeOnceAndKeptForItsOwner() throws Exception {
    DevelopmentSecret secret = new DevelopmentSecret(data);
    assertThat(secret.find()).isEmpty();
    var made = secret.obtain();
    assertThat(made.length()).isGreaterThanOrEqualTo(AuthConfiguration.MIN_SECRET_LENGTH);
    assertThat(new DevelopmentSecret(data).obtain()).isEqualTo(made);
    assertThat(secret.find()).contains(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret.file())))
        .isEqualTo("rw-------");
    assertThat(
            WeakSecrets.problems(
                List.of(new NamedSecret("security.jwt.secret", "JWT_SECRET", made)), List.of()))
        .isEmpty();
  }

  @Test
  void eachServerMakesItsOwn(@TempDir Path other) throws Exception {
    assertThat(new DevelopmentSecret(data).obtain())
        .isNotEqualTo(new DevelopmentSecret(other).obtain());
  }
}
