package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What happens when a variable is set to a word that the document has no branch for.
 *
 * @param question what the engine asks; nothing when every walk goes on with the word
 */
public record UnknownWord(String variable, JsonNode value, Optional<String> question) {}
