/**
 * What can be done inside a guest: programs, files, facts.
 */
@NullMarked
package org.anfitrion.api.guest;

import org.jspecify.annotations.NullMarked;
