/**
 * Snapshots of domains.
 */
@NullMarked
package org.anfitrion.api.snapshot;

import org.jspecify.annotations.NullMarked;
