/**
 * What a connection is made from: the URI, the credentials, the driver's self-description.
 */
@NullMarked
package org.anfitrion.api.connection;

import org.jspecify.annotations.NullMarked;
