/**
 * Moving domains between hosts.
 */
@NullMarked
package org.anfitrion.api.migration;

import org.jspecify.annotations.NullMarked;
