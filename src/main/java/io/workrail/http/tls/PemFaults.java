package io.workrail.http.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that keeps files from serving TLS: each is looked at for itself, so that all faults
 * are mended at once, and then whether they belong together.
 */
final class PemFaults {
  private final List<UnusablePemException> found = new ArrayList<>();

  private PemFaults() {}

  private interface Look {
    Object at() throws UnusablePemException;
  }

  /**
   * The faults, in the order of the settings; a setting without a file has none.
   *
   * @param setting the files as they are configured
   */
  static List<UnusablePemException> of(TlsConfiguration.Setting setting) {
    PemFaults faults = new PemFaults();
    faults.certificates("TLS_CERT", setting.certificate());
    if (!setting.key().isBlank()) {
      faults.note(
          () -> {
            Path file = Path.of(setting.key());
            return new Pem("TLS_KEY", file).privateKey(PemFiles.text("TLS_KEY", file));
          });
    }
    faults.certificates("TLS_CA", setting.authorities());
    if (faults.found.isEmpty() && setting.isPair()) {
      faults.note(() -> Identity.of(setting.files(), setting.files().read()));
    }
    return List.copyOf(faults.found);
  }

  private void certificates(String variable, String path) {
    if (!path.isBlank()) {
      note(
          () -> {
            Path file = Path.of(path);
            return new Pem(variable, file).certificates(PemFiles.text(variable, file));
          });
    }
  }

  private void note(Look look) {
    try {
      var unused = look.at();
    } catch (UnusablePemException e) {
      found.add(e);
    }
  }
}
