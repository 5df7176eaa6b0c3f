package org.anfitrion.libvirt.xml;

/**
 * Why a document is not what its schema says.
 *
 * @param line the line, from 1
 * @param column the column, from 1
 * @param message what is wrong there, in words
 */
public record Finding(int line, int column, String message) {

    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
