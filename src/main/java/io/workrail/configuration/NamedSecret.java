package io.workrail.configuration;

/**
 * A secret and where it is set; whoever judges secrets tells of it by these names.
 *
 * @param key where in the file
 * @param variable the environment variable that sets the key
 */
public record NamedSecret(String key, String variable, Secret secret) {}
