package io.workrail.connect;

/**
 * What a person pastes to connect a client.
 *
 * @param client the name of the client
 * @param place where it belongs, a file or the terminal, and what to know about it
 * @param text a command or a JSON document
 */
public record ClientSnippet(String client, String place, String text) {}
