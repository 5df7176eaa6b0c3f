/**
 * Facts about the host a session is connected to, and about what it supports.
 */
@NullMarked
package org.anfitrion.api.host;

import org.jspecify.annotations.NullMarked;
