/**
 * Networks that a host makes for its guests, and the addresses of guests.
 */
@NullMarked
package org.anfitrion.api.network;

import org.jspecify.annotations.NullMarked;
