/**
 * Work on the images of a running domain's drives.
 */
@NullMarked
package org.anfitrion.api.block;

import org.jspecify.annotations.NullMarked;
