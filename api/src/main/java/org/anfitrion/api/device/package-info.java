/**
 * Devices of the host itself.
 */
@NullMarked
package org.anfitrion.api.device;

import org.jspecify.annotations.NullMarked;
