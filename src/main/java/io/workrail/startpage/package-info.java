/** The page at {@code /}, for people who open the address of the server in a browser. */
package io.workrail.startpage;
