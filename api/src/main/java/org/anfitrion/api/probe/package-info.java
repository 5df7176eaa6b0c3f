/**
 * What a Linux machine can run, found out from its files alone: before any driver is chosen, and without one. Start at
 * {@link org.anfitrion.api.probe.HostProbe}.
 */
@NullMarked
package org.anfitrion.api.probe;

import org.jspecify.annotations.NullMarked;
