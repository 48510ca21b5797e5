package io.workrail.variables;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The variables whose effect a test shows on a server that was started with them. {@link
 * VariableCoverageTest} wants one for each variable of the README: a new variable is a line in the
 * map of a server and a test with this annotation.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Exercises {
  String[] value();
}
