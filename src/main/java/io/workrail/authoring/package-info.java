/**
 * The bench for authors of workflow documents: checks files the way the server does, and walks a
 * document the way an agent would. Asks the engine instead of knowing its rules.
 */
package io.workrail.authoring;
