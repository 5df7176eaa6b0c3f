package org.anfitrion.libvirt.xml.element;

/**
 * An attribute as it stands in a document; declarations of namespaces are among them.
 *
 * @param namespace the URI of its namespace; the empty text for none
 * @param name its name, with a prefix if the document has one
 * @param value its value
 */
public record Attribute(String namespace, String name, String value) {

    private static final String DECLARATION = "xmlns";

    /**
     * Tells whether it declares a namespace, so that it says nothing of the element.
     *
     * @return whether it is {@code xmlns} or {@code xmlns:}…
     */
    public boolean isDeclaration() {
        return name.startsWith(DECLARATION)
                && (name.length() == DECLARATION.length() || name.charAt(DECLARATION.length()) == ':');
    }

    /**
     * Returns the name without the prefix.
     *
     * @return the local name
     */
    public String localName() {
        return name.substring(name.indexOf(':') + 1);
    }

    /** Returns the prefix that a declaration is about; the empty text for elements without one. */
    String declaredPrefix() {
        return name.length() == DECLARATION.length() ? "" : name.substring(DECLARATION.length() + 1);
    }

    boolean is(String wanted) {
        return namespace.isEmpty() && name.equals(wanted);
    }
}
