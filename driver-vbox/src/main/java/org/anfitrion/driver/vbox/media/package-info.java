/** Storage: image files in folders, and the registry in which VirtualBox knows them by their UUIDs. */
@NullMarked
package org.anfitrion.driver.vbox.media;

import org.jspecify.annotations.NullMarked;
