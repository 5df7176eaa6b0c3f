/**
 * The driver for OpenVZ: a session's containers, how they are made, described, changed, powered and looked into, all by OpenVZ's own
 * tools.
 */
@NullMarked
package org.anfitrion.driver.openvz;

import org.jspecify.annotations.NullMarked;
