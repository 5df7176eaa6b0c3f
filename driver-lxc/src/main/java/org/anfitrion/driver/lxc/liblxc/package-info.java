/**
 * Sessions with liblxc and their facets: the containers below one folder of this machine, without a daemon. Configurations are
 * files; what runs is asked through liblxc, and what it uses is read from its control groups.
 */
@NullMarked
package org.anfitrion.driver.lxc.liblxc;

import org.jspecify.annotations.NullMarked;
