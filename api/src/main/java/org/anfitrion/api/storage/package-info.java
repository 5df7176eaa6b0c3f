/**
 * Storage pools and volumes: their descriptions, what a host knows of them, and their content as channels.
 */
@NullMarked
package org.anfitrion.api.storage;

import org.jspecify.annotations.NullMarked;
