/**
 * Descriptions and facts of domains (virtual machines and containers): what one should be, and what one is.
 * All types are immutable; an impossible description cannot be built.
 */
@NullMarked
package org.anfitrion.api.domain;

import org.jspecify.annotations.NullMarked;
