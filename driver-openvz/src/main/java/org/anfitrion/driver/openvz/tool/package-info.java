/** The programs of OpenVZ: how they are run here and on other hosts, in which words, and what their exit codes and lists mean. */
@NullMarked
package org.anfitrion.driver.openvz.tool;

import org.jspecify.annotations.NullMarked;
