/**
 * Backups of running domains, and the checkpoints between them.
 */
@NullMarked
package org.anfitrion.api.backup;

import org.jspecify.annotations.NullMarked;
