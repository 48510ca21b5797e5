package io.workrail.doctor;

/** Whether this Java can run the server. */
public final class JavaDoctorCheck implements DoctorCheck {
  private static final int OLDEST = 17;

  private final Runtime.Version version;
  private final String home;

  /**
   * A check of a Java.
   *
   * @param home where it is installed
   */
  public JavaDoctorCheck(Runtime.Version version, String home) {
    this.version = version;
    this.home = home;
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public Finding examine() {
    String found = "Java %s in %s".formatted(version, home);
    if (version.feature() < OLDEST) {
      return Finding.fail(
          found, "install Java 17 or later: apt-get install -y openjdk-17-jre-headless");
    }
    return version.pre().isPresent()
        ? Finding.warn(found + " is a preview", "install a release of Java for production")
        : Finding.ok(found);
  }
}
