/** liblxc itself: its functions, its structures, and the lifetimes of what it hands out. All types of JNA stay in here. */
@NullMarked
package org.anfitrion.driver.lxc.liblxc.wire;

import org.jspecify.annotations.NullMarked;
