package org.anfitrion.libvirt.schema;

import java.util.Set;

/**
 * How a kind of value stands in Java.
 *
 * @param java its type
 * @param reader what reads it from a text, as an argument of {@code flatMap}; empty for a text
 * @param printer what makes a text of it, with {@code @} for the value
 * @param what what it is, for Javadoc
 */
record ValueText(String java, String reader, String printer, String what) {

    static ValueText of(String kind, Set<String> imports) {
        String[] type =
                switch (kind) {
                    case "number", "hex" -> new String[] {"Long", "number", "Texts.print(@)", "the number"};
                    case "uuid" -> new String[] {"java.util.UUID", "uuid", "Texts.print(@)", "the UUID"};
                    case "mac" ->
                        new String[] {"org.anfitrion.api.unit.MacAddress", "mac", "Texts.print(@)", "the address"};
                    case "yesno" ->
                        new String[] {"Boolean", "yesNo", "Texts.word(@, \"yes\", \"no\")", "whether it is yes"};
                    case "onoff" ->
                        new String[] {"Boolean", "onOff", "Texts.word(@, \"on\", \"off\")", "whether it is on"};
                    default -> new String[] {"String", "", "@", "the text"};
                };
        int dot = type[0].lastIndexOf('.');
        if (dot > 0) {
            imports.add(type[0]);
        }
        if (!type[1].isEmpty()) {
            imports.add(Generator.BASE + ".element.Texts");
        }
        return new ValueText(
                type[0].substring(dot + 1), type[1].isEmpty() ? "" : "Texts::" + type[1], type[2], type[3]);
    }

    static ValueText open(String type) {
        return new ValueText(type, "", "", "the value");
    }

    private boolean isOpen() {
        return printer.isEmpty();
    }

    String none() {
        return what + "; empty if there is none" + (reader.isEmpty() ? "" : ", or another text");
    }

    String read(String text) {
        return isOpen()
                ? text + ".map(" + java + "::new)"
                : reader.isEmpty() ? text : text + ".flatMap(" + reader + ")";
    }

    String print(String value) {
        return isOpen() ? value + " == null ? null : " + value + ".text()" : printer.replace("@", value);
    }

    /** The same for a value that is there, so that the text is, too. */
    String printPresent(String value) {
        return isOpen()
                ? value + ".text()"
                : printer.startsWith("Texts.word")
                        ? printer.replaceAll("Texts.word\\(@, (.*), (.*)\\)", "value ? $1 : $2")
                        : printer.startsWith("Texts.print") ? value + ".toString()" : value;
    }

    String write(String attribute) {
        return isOpen()
                ? "setOpen(\"" + attribute + "\", value);"
                : "setAttribute(\"" + attribute + "\", " + print("value") + ");";
    }

    String readAll(String texts) {
        return isOpen()
                ? texts + ".stream().map(" + java + "::new).toList()"
                : reader.isEmpty() ? texts : "Texts.readAll(" + texts + ", " + reader + ")";
    }

    String printAll(String values) {
        return isOpen()
                ? values + ".stream().map(" + java + "::text).toList()"
                : reader.isEmpty() ? values : values + ".stream().map(Texts::print).toList()";
    }
}
