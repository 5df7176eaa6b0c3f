package org.anfitrion.libvirt.xml.element;

/** The blanks of XML, which are four characters; what is more of a blank to Unicode is text that somebody wrote. */
final class Blank {

    private static final String CHARACTERS = " \t\r\n";

    private Blank() {}

    static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (CHARACTERS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
