/**
 * Secrets: passwords that are never shown, and those that a host keeps for its domains and volumes.
 */
@NullMarked
package org.anfitrion.api.secret;

import org.jspecify.annotations.NullMarked;
