/**
 * A report on how libvirt's XML files fare when they are read and printed again: nothing of them may be lost.
 */
@NullMarked
package org.anfitrion.examples.xml;

import org.jspecify.annotations.NullMarked;
