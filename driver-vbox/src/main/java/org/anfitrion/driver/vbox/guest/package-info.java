/** What is done inside guests, through the Guest Additions. */
@NullMarked
package org.anfitrion.driver.vbox.guest;

import org.jspecify.annotations.NullMarked;
