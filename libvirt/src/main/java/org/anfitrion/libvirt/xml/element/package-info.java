/**
 * Elements of XML that are objects: typed views over attributes and content that are kept whole and in their order, with
 * reading, printing and validating. The classes for libvirt's elements are generated from {@code libvirt.facts}.
 */
@NullMarked
package org.anfitrion.libvirt.xml.element;

import org.jspecify.annotations.NullMarked;
