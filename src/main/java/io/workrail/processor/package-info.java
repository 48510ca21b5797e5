/** How the threads of the server share the processors of the machine. */
package io.workrail.processor;
