package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Promise 7: the work of a step does not grow with sessions, events or earlier steps. Counted here,
 * in calls of the store; that each of them is an index look-up is held by {@link
 * SessionQueryPlanTest}, the time is measured by the benchmark.
 */
class ConstantCostTest {
  private static final Requester ADA = agent("ada");

  private final List<String> calls = new ArrayList<>();
  private final SessionFixture sessions = new SessionFixture(counted(), "{}");

  @Test
  void aStepCostsTheSameStoreCallsHoweverLongTheSessionIs() {
    ObjectNode reply = sessions.start("looped-work", ADA);
    reply =
        sessions.proceed(
            token(reply), "{\"notes\":\"n\",\"context\":{\"files\":" + ids(40) + "}}", ADA);
    List<List<String>> costs = new ArrayList<>();
    for (int step = 0; step < 80; step++) {
      calls.clear();
      reply = sessions.proceed(token(reply), notes("done " + step), ADA);
      costs.add(List.copyOf(calls));
    }

    assertThat(costs).containsOnly(List.of("find", "commit"));
    assertThat(sessions.row(reply).state().history()).hasSize(2);
  }

  @Test
  void aReplayCostsTheSameHoweverOldItIs() {
    ObjectNode started = sessions.start("looped-work", ADA);
    ObjectNode first =
        sessions.proceed(
            token(started), "{\"notes\":\"n\",\"context\":{\"files\":" + ids(20) + "}}", ADA);
    ObjectNode reply = first;
    for (int step = 0; step < 40; step++) {
      reply = sessions.proceed(token(reply), notes("done"), ADA);
    }
    calls.clear();

    assertThat(sessions.proceed(token(first), notes("done"), ADA).path("replayed").asBoolean())
        .isTrue();
    assertThat(calls).containsExactly("find", "findPosition");
  }

  private static List<Integer> ids(int number) {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ids.add(i);
    }
    return ids;
  }

  private SessionStore counted() {
    SessionStore store = new MemorySessionStore();
    return (SessionStore)
        Proxy.newProxyInstance(
            SessionStore.class.getClassLoader(),
            new Class<?>[] {SessionStore.class},
            (proxy, method, arguments) -> {
              calls.add(method.getName());
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
