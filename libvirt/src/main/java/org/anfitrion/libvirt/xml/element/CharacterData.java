package org.anfitrion.libvirt.xml.element;

/**
 * A piece of text that its author wrote without escapes, {@code <![CDATA[…]]>}: it says what any text says, and is printed
 * as it stood there.
 *
 * @param text what it says
 */
record CharacterData(String text) {}
