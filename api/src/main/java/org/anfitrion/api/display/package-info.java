/**
 * The screen and keyboard of guests.
 */
@NullMarked
package org.anfitrion.api.display;

import org.jspecify.annotations.NullMarked;
