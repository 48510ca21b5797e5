package io.workrail.session;

import java.util.Optional;

/**
 * What a client brings back from the person it asked; nothing in it is trusted yet.
 *
 * @param action {@code accept}, {@code decline} or {@code cancel}
 * @param decision {@code confirm} or {@code send_back} when accepted
 */
public record PersonsAnswer(
    String action, String decision, Optional<String> comment, String requestState) {}
