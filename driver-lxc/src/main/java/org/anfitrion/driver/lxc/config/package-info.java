/**
 * The text of a container's configuration and what it means: {@link org.anfitrion.driver.lxc.config.LxcConfig} is the text,
 * line by line; the other classes translate it to neutral descriptions and back. No native code.
 */
@NullMarked
package org.anfitrion.driver.lxc.config;

import org.jspecify.annotations.NullMarked;
