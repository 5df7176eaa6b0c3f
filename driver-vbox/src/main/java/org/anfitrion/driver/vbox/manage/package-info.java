/** Running {@code VBoxManage}: arguments, progress, errors, and what it prints for machines to read. */
@NullMarked
package org.anfitrion.driver.vbox.manage;

import org.jspecify.annotations.NullMarked;
