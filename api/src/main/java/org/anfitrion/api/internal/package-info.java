/**
 * Checks that the values of the API share. Not exported: no part of the API.
 */
@NullMarked
package org.anfitrion.api.internal;

import org.jspecify.annotations.NullMarked;
