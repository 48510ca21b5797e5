package io.workrail.auth;

import static io.workrail.auth.SigningKeys.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.auth.Auth;
import io.dropwizard.auth.AuthDynamicFeature;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.dropwizard.testing.junit5.ResourceExtension;
import io.jsonwebtoken.security.Keys;
import io.workrail.SettableClock;
import io.workrail.configuration.Secret;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets for its credential. */
@ExtendWith(DropwizardExtensionsSupport.class)
class BearerAuthFilterTest {
  private static final String KEY = "a-static-key-of-the-tests";
  private static final String ISSUER = "https://id.example";

  private final SettableClock clock = new SettableClock();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final MemoryRevocationStore store = new MemoryRevocationStore();
  private final Revocations revocations = new Revocations(store, clock, scheduler);
  private final List<InvalidCredentialException.Reason> failed = new CopyOnWriteArrayList<>();
  private final TokenIssuer issuer = new TokenIssuer(SECRET, clock);
  private final ProtectedResource described =
      ProtectedResource.of(URI.create("https://workrail.example/"), ISSUER).orElseThrow();

  private final ResourceExtension server =
      ResourceExtension.builder()
          .addProvider(new AuthDynamicFeature(new BearerAuthFilter(credentials(), failed::add)))
          .addProvider(new AuthValueFactoryProvider.Binder<>(Caller.class))
          .addResource(new WhoAmI())
          .build();

  private final ResourceExtension describedServer =
      ResourceExtension.builder()
          .addProvider(new AuthDynamicFeature(new BearerAuthFilter(credentials(), failed::add)))
          .addProvider(new AuthValueFactoryProvider.Binder<>(Caller.class))
          .addProvider(new ProtectedResourceFilter(described))
          .addResource(new ProtectedResourceResource(described))
          .addResource(new WhoAmI())
          .build();

  /** Says whom the filter let through. */
  @Path("/who")
  public static final class WhoAmI {
    /** The subject. */
    @GET
    public String get(@Auth Caller caller) {
      return caller.subject();
    }
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", " Bearer  "})
  void theSchemeIsReadInAnyCase(String scheme) {
    assertThat(call(scheme + token()).readEntity(String.class)).isEqualTo("ada");
  }

  @Test
  void theStaticKeyIsReadFromBothHeaders() {
    assertThat(who().header("X-API-Key", KEY).get().readEntity(String.class)).isEqualTo("api-key");
    assertThat(call("Bearer " + KEY).readEntity(String.class)).isEqualTo("api-key");
  }

  @Test
  void nothingIsAskedForWithoutAnErrorCode() {
    assertRefused(who().get(), "Send a token");
    assertThat(challenge(who().get())).isEqualTo("Bearer realm=\"workrail\"");
    assertThat(failed).containsOnly(InvalidCredentialException.Reason.MISSING);
  }

  @Test
  void anotherSchemeIsAskedForATokenToo() {
    assertRefused(call("Basic YTpi"), "Send a token");
    assertRefused(call("Bearer"), "Send a token");
  }

  @Test
  void everyRefusalIsJsonWithAReasonAndAChallenge() {
    String expired = issuer.issue(ada(), Duration.ofMinutes(-2));
    IssuedToken revoked = issuer.sign(ada(), Duration.ofHours(1));
    store.put(new Revocation(Revocation.Kind.TOKEN, revoked.id(), clock.instant(), "root"));
    revocations.refresh();
    assertInvalid(call("Bearer nonsense"), "not a JSON Web Token");
    assertInvalid(call("Bearer " + "x".repeat(1_000_000)), "not a JSON Web Token");
    assertInvalid(call("Bearer " + expired), "has expired");
    assertInvalid(call("Bearer " + revoked.text()), "was revoked");
    assertInvalid(call("Bearer " + SigningKeys.raw("{\"alg\":\"none\"}", "{}", "")), "not signed");
    assertInvalid(who().header("X-API-Key", "guess").get(), "API key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token", "token", "api_key", "apikey"})
  void aCredentialInTheAddressIsNotRead(String name) {
    WebTarget target = server.target("/who").queryParam(name, token());
    Response reply = target.request().get();
    assertInvalid(reply, "in the address");
  }

  @Test
  void everyChallengeNamesTheDescriptionWhenThereIsAnIssuer() {
    Response reply = describedServer.target("/who").request().get();
    assertThat(challenge(reply))
        .isEqualTo(
            "Bearer realm=\"workrail\", resource_metadata="
                + "\"https://workrail.example/.well-known/oauth-protected-resource/mcp\"");
  }

  @Test
  void theDescriptionStandsAtBothAddresses() {
    for (String path : List.of("", "/mcp")) {
      Response reply =
          describedServer.target("/.well-known/oauth-protected-resource" + path).request().get();
      assertThat(reply.readEntity(String.class))
          .isEqualTo(
              "{\"resource\":\"https://workrail.example/mcp\",\"resource_name\":\"WorkRail\","
                  + "\"authorization_servers\":[\"https://id.example\"],"
                  + "\"bearer_methods_supported\":[\"header\"]}");
    }
  }

  @Test
  void withoutAnIssuerNothingIsDescribed() {
    Response reply = server.target("/.well-known/oauth-protected-resource").request().get();
    assertThat(reply.getStatus()).isEqualTo(404);
    assertThat(ProtectedResource.of(URI.create("http://localhost:3000"), "our-own")).isEmpty();
  }

  private void assertInvalid(Response reply, String reason) {
    assertRefused(reply, reason);
    assertThat(challenge(reply)).contains("error=\"invalid_token\"").contains(reason);
  }

  private static void assertRefused(Response reply, String reason) {
    assertThat(reply.getStatus()).isEqualTo(401);
    assertThat(reply.getMediaType()).isEqualTo(MediaType.APPLICATION_JSON_TYPE);
    assertThat(reply.readEntity(String.class)).startsWith("{\"code\":401").contains(reason);
  }

  private static String challenge(Response reply) {
    return reply.getHeaderString("WWW-Authenticate");
  }

  private Response call(String authorization) {
    return who().header("Authorization", authorization).get();
  }

  private Invocation.Builder who() {
    return server.target("/who").request();
  }

  private String token() {
    return issuer.issue(ada(), Duration.ofHours(1));
  }

  private static Caller ada() {
    return new Caller("ada", Set.of(Role.AGENT), Optional.empty());
  }

  private Credentials credentials() {
    KeyRing keys =
        new KeyRing(
            List.of(new VerificationKey.Shared(Keys.hmacShaKeyFor(SECRET.reveal()))),
            new KeyRing.Fixed(List.of()));
    return new Credentials(
        new TokenVerifier(keys, new Audience(Optional.empty(), Optional.empty()), clock),
        revocations,
        Optional.of(new Credentials.ApiKey(new Secret(KEY), Role.AGENT)),
        clock);
  }
}
