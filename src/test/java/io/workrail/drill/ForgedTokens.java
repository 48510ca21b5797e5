package io.workrail.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.jsonwebtoken.security.MacAlgorithm;
import io.jsonwebtoken.security.SignatureAlgorithm;
import io.workrail.HttpFixture;
import io.workrail.http.tls.TestCertificates;
import io.workrail.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that must not open the door, by what is wrong with them (RFC 8725). */
final class ForgedTokens {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final byte[] SECRET = HttpFixture.SECRET.getBytes(StandardCharsets.UTF_8);
  private static final String PEM = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n";

  /** Whom and for whom the server expects tokens. */
  static final String ISSUER = "https://issuer.example";

  static final String AUDIENCE = "workrail";

  /** Where a key would be fetched from, if somebody did. */
  private final String trap;

  /** The pair whose public half the server has. */
  private final KeyPair known;

  private final Instant now = Clock.systemUTC().instant();
  private final Map<String, String> tokens = new LinkedHashMap<>();

  ForgedTokens(String trap, KeyPair known) {
    this.trap = trap;
    this.known = known;
  }

  /** The public half in PEM form, as the server reads it. */
  static String pem(KeyPair pair) {
    return PEM.formatted(
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPublic().getEncoded()));
  }

  /** Tokens that do open the door: without them the others would prove nothing. */
  Map<String, String> good() {
    return Map.of(
        "HS256", signed(claims()),
        "RS256", claimed().signWith(known.getPrivate(), Jwts.SIG.RS256).compact());
  }

  Map<String, String> all() throws GeneralSecurityException {
    unsigned();
    otherAlgorithms();
    keyTricks();
    times();
    wrongClaims();
    damaged();
    return tokens;
  }

  private void unsigned() {
    for (String name : List.of("none", "None", "NONE", "nOnE", "", "HS256 ", "hs256", "HS1")) {
      tokens.put("alg " + name, part(header(name)) + "." + part(claims()) + ".");
    }
    tokens.put("no alg", part(json()) + "." + part(claims()) + ".");
    tokens.put("alg null", part(json().putNull("alg")) + "." + part(claims()) + ".");
    tokens.put("alg number", signed(json().put("alg", 256), claims(), SECRET));
    String twice = "{\"alg\":\"HS256\",\"alg\":\"none\"}";
    tokens.put("alg twice", encode(twice) + "." + part(claims()) + ".");
    tokens.put("alg none, signed", signed(header("none"), claims(), SECRET));
  }

  private void otherAlgorithms() throws GeneralSecurityException {
    byte[] longSecret = HttpFixture.SECRET.repeat(2).getBytes(StandardCharsets.UTF_8);
    for (MacAlgorithm mac : List.of(Jwts.SIG.HS384, Jwts.SIG.HS512)) {
      tokens.put(mac.getId(), claimed().signWith(Keys.hmacShaKeyFor(longSecret), mac).compact());
    }
    KeyPair rsa = TestCertificates.rsa();
    KeyPair curve = TestCertificates.ec();
    Map<SignatureAlgorithm, KeyPair> algorithms = new LinkedHashMap<>();
    algorithms.put(Jwts.SIG.RS256, rsa);
    algorithms.put(Jwts.SIG.PS256, rsa);
    algorithms.put(Jwts.SIG.ES256, curve);
    algorithms.put(Jwts.SIG.EdDSA, TestCertificates.edwards());
    for (Map.Entry<SignatureAlgorithm, KeyPair> algorithm : algorithms.entrySet()) {
      tokens.put(
          algorithm.getKey().getId() + " of a stranger",
          claimed().signWith(algorithm.getValue().getPrivate(), algorithm.getKey()).compact());
    }
    tokens.put("RS256, signed with HMAC", signed(header("RS256"), claims(), SECRET));
    publicKeyAsSecret();
  }

  /** The key that everybody may know, in every form that a careless verifier may use. */
  private void publicKeyAsSecret() {
    byte[] der = known.getPublic().getEncoded();
    String pem = pem(known);
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("bytes", der);
    forms.put("PEM", pem.getBytes(StandardCharsets.US_ASCII));
    forms.put("PEM without its last line end", pem.strip().getBytes(StandardCharsets.US_ASCII));
    forms.put("base64", Base64.getEncoder().encode(der));
    forms.forEach(
        (form, key) -> {
          tokens.put("HS256 with the public key, " + form, signed(header("HS256"), claims(), key));
          tokens.put("RS256 with HMAC, " + form, signed(header("RS256"), claims(), key));
          tokens.put("ES256 with HMAC, " + form, signed(header("ES256"), claims(), key));
        });
  }

  private void keyTricks() {
    byte[] nothing = new byte[] {0};
    for (String kid :
        List.of(
            "../../../../dev/null",
            "/proc/self/environ",
            "' UNION SELECT 'x",
            "|id",
            "x".repeat(2_000),
            trap)) {
      tokens.put("kid " + kid, signed(header("HS256").put("kid", kid), claims(), nothing));
    }
    tokens.put("kid number", signed(header("HS256").put("kid", 1), claims(), nothing));
    tokens.put("jku", signed(header("HS256").put("jku", trap), claims(), nothing));
    tokens.put("x5u", signed(header("HS256").put("x5u", trap), claims(), nothing));
    tokens.put(
        "x5c",
        signed(
            (ObjectNode) header("HS256").set("x5c", json().arrayNode().add("AA")),
            claims(),
            nothing));
    ObjectNode ownKey = header("HS256");
    ownKey.putObject("jwk").put("kty", "oct").put("k", BASE64.encodeToString(nothing));
    tokens.put("jwk", signed(ownKey, claims(), nothing));
    ObjectNode critical = header("HS256").put("b64", false);
    critical.putArray("crit").add("b64");
    tokens.put("unencoded payload", signed(critical, claims(), nothing));
    tokens.put("zip", signed(header("HS256").put("zip", "DEF"), claims(), nothing));
    tokens.put(
        "another secret",
        signed(header("HS256"), claims(), "x".repeat(48).getBytes(StandardCharsets.UTF_8)));
  }

  private void times() {
    long second = now.getEpochSecond();
    tokens.put("expired", signed(claims().put("exp", second - 3_600)));
    tokens.put("expired beyond the skew", signed(claims().put("exp", second - 65)));
    tokens.put("not valid yet", signed(claims().put("nbf", second + 3_600)));
    tokens.put("no expiry", signed(claims().without("exp")));
    tokens.put("expiry null", signed(claims().putNull("exp")));
    tokens.put("expiry text", signed(claims().put("exp", "tomorrow, perhaps")));
    tokens.put("expiry negative", signed(claims().put("exp", -1)));
    tokens.put("expiry object", signed(claims().set("exp", json())));
  }

  private void wrongClaims() {
    tokens.put("wrong issuer", signed(claims().put("iss", "https://other.example")));
    tokens.put("no issuer", signed(claims().without("iss")));
    tokens.put("issuer list", signed(claims().set("iss", json().arrayNode().add(ISSUER))));
    tokens.put("wrong audience", signed(claims().put("aud", "mail")));
    tokens.put("no audience", signed(claims().without("aud")));
    tokens.put("audience with a blank", signed(claims().put("aud", AUDIENCE + " ")));
    tokens.put("no subject", signed(claims().without("sub")));
    tokens.put("blank subject", signed(claims().put("sub", "  ")));
    tokens.put("subject object", signed(claims().set("sub", json())));
    tokens.put("no roles", signed(claims().without("roles")));
    tokens.put("unknown role", signed(claims().set("roles", json().arrayNode().add("root"))));
    tokens.put("roles text", signed(claims().put("roles", "agent")));
    tokens.put("roles object", signed(claims().set("roles", json().put("agent", true))));
    tokens.put("claims array", encode("{\"alg\":\"HS256\"}") + "." + encode("[]") + ".x");
    String twice =
        encode(header("HS256").toString())
            + "."
            + encode(claims().toString().replaceFirst("\\{", "{\"sub\":\"root\","));
    tokens.put("a claim twice", twice + "." + sign(twice, SECRET));
    String noJson = encode(header("HS256").toString()) + "." + encode("nonsense");
    tokens.put("claims nonsense", noJson + "." + sign(noJson, SECRET));
    String deep = encode(header("HS256").toString()) + "." + encode("[".repeat(2_000));
    tokens.put("claims deep", deep + "." + sign(deep, SECRET));
  }

  private void damaged() {
    String good = signed(claims());
    int dot = good.lastIndexOf('.');
    tokens.put("empty", "");
    tokens.put("dots", "...");
    tokens.put("two parts", good.substring(0, dot));
    tokens.put("no signature", good.substring(0, dot + 1));
    tokens.put("short signature", good.substring(0, good.length() - 8));
    tokens.put("five parts", good + ".a.b");
    tokens.put("altered signature", good.substring(0, dot + 1) + "A".repeat(43));
    tokens.put("altered claims", good.replaceFirst("\\.\\w{8}", ".AAAAAAAA"));
    tokens.put("quoted", "\"" + good + "\"");
    tokens.put("two tokens", good + ", " + good);
    tokens.put("other alphabet", "+/+/.+/+/.+/+/");
    tokens.put("bytes", "\u00e4\u00f6\u00ff.\u0001.\u007f");
    tokens.put("long", "a".repeat(3_000) + "." + "b".repeat(3_000) + "." + "c".repeat(1_000));
  }

  private ObjectNode claims() {
    ObjectNode claims = json().put("sub", "it").put("jti", "forged");
    claims.put("iss", ISSUER).put("aud", AUDIENCE);
    claims.put("exp", now.getEpochSecond() + 3_600).putArray("roles").add("agent");
    return claims;
  }

  private JwtBuilder claimed() {
    return Jwts.builder()
        .subject("it")
        .issuer(ISSUER)
        .audience()
        .add(AUDIENCE)
        .and()
        .claim("roles", List.of("agent"))
        .expiration(Date.from(now.plusSeconds(3_600)));
  }

  private static String signed(JsonNode claims) {
    return signed(header("HS256"), claims, SECRET);
  }

  private static String signed(ObjectNode header, JsonNode claims, byte[] key) {
    String content = encode(header.toString()) + "." + encode(claims.toString());
    return content + "." + sign(content, key);
  }

  private static String sign(String content, byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode header(String algorithm) {
    return json().put("alg", algorithm).put("typ", "JWT");
  }

  private static ObjectNode json() {
    return StrictJson.mapper().createObjectNode();
  }

  private static String part(ObjectNode json) {
    return encode(json.toString());
  }

  private static String encode(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
