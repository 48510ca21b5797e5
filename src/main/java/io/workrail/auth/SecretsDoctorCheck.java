package io.workrail.auth;

import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the secrets can be guessed, or read by others. */
final class SecretsDoctorCheck implements DoctorCheck {
  private static final String MAKE_ONE = "make one: openssl rand -base64 48";

  private final Optional<String> missing;
  private final List<String> weaknesses;
  private final boolean production;
  private final DevelopmentSecret kept;
  private final List<String> placeWarnings;

  /**
   * A check of secrets.
   *
   * @param missing what is said in production when nothing that verifies tokens is configured
   * @param weaknesses of the secrets that there are
   * @param placeWarnings what is wrong with the files that secrets come from
   */
  SecretsDoctorCheck(
      Optional<String> missing,
      List<String> weaknesses,
      boolean production,
      DevelopmentSecret kept,
      List<String> placeWarnings) {
    this.missing = missing;
    this.weaknesses = List.copyOf(weaknesses);
    this.production = production;
    this.kept = kept;
    this.placeWarnings = List.copyOf(placeWarnings);
  }

  @Override
  public String name() {
    return "secrets";
  }

  @Override
  public Finding examine() {
    List<Finding> findings = new ArrayList<>();
    Finding otherwise = Finding.ok("none can be guessed or read by others");
    if (missing.isPresent()) {
      otherwise = production ? Finding.fail(missing.get(), "") : development();
      if (otherwise.verdict() != Finding.Verdict.OK) {
        findings.add(otherwise);
      }
    }
    for (String weakness : weaknesses) {
      findings.add(
          production
              ? Finding.fail(weakness, "production does not start with it")
              : Finding.warn(weakness, "production would not start with it"));
    }
    placeWarnings.forEach(warning -> findings.add(Finding.warn(warning, "")));
    return Finding.all(findings, otherwise);
  }

  private Finding development() {
    Path folder = kept.file().resolveSibling("");
    if (Files.isDirectory(folder) && !Files.isExecutable(folder)) {
      return hidden();
    }
    try {
      return kept.find().isPresent()
          ? Finding.ok("the secret of development, " + kept.file())
          : Finding.ok("none yet; the first start of a development server makes " + kept.file());
    } catch (IOException e) {
      return hidden();
    }
  }

  private Finding hidden() {
    return Finding.warn(
        "the secret %s may not be read by this user".formatted(kept.file()),
        "run the command as the user of the server; or set JWT_SECRET, " + MAKE_ONE);
  }
}
