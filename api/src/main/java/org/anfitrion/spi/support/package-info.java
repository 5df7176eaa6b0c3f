/**
 * Parts that a driver author would otherwise write again.
 */
@NullMarked
package org.anfitrion.spi.support;

import org.jspecify.annotations.NullMarked;
