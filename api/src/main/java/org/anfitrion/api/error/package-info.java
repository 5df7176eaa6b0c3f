/**
 * Everything that can go wrong, as one unchecked hierarchy under {@link org.anfitrion.api.error.HypervisorException}.
 * Each type is one thing a caller may want to do about it; the backend's own words and code are kept as fields.
 */
@NullMarked
package org.anfitrion.api.error;

import org.jspecify.annotations.NullMarked;
