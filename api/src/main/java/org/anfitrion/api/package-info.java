/**
 * What an application calls: {@link org.anfitrion.api.Hypervisors} to connect, and the handles that a connection gives.
 * Handles are values: thread-safe, without native resources, free to keep.
 */
@NullMarked
package org.anfitrion.api;

import org.jspecify.annotations.NullMarked;
