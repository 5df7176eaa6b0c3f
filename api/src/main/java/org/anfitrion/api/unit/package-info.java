/**
 * Quantities and addresses as types, so that no unit is ever guessed.
 */
@NullMarked
package org.anfitrion.api.unit;

import org.jspecify.annotations.NullMarked;
