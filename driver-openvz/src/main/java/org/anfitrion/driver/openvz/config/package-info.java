/**
 * Configuration files of containers, as ctid.conf(5) and vz.conf(5) have them: text whose lines survive, and what its values mean.
 */
@NullMarked
package org.anfitrion.driver.openvz.config;

import org.jspecify.annotations.NullMarked;
