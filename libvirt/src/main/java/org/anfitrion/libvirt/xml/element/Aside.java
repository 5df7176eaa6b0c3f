package org.anfitrion.libvirt.xml.element;

/**
 * A comment or a processing instruction: it says nothing, and is kept where it stands.
 *
 * @param markup as it is printed
 */
record Aside(String markup) {}
