/**
 * Files of xl.cfg(5), the language of Xen's own tool: read, changed in place, and translated to and from descriptions.
 */
@NullMarked
package org.anfitrion.driver.xen.config;

import org.jspecify.annotations.NullMarked;
