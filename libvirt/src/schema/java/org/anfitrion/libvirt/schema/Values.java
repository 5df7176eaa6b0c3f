package org.anfitrion.libvirt.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an attribute or a text may be: kinds of values, and words. */
final class Values {

    /** The kinds of what libvirt's schemas give a name; the name says more than the pattern behind it. */
    private static final Map<String, String> NAMED = named(Map.of(
            "uuid", "UUID",
            "mac", "uniMacAddr multiMacAddr macAddr mac addrMAC",
            "unit", "unit",
            "kib", "memoryKB",
            "text", "octalMode createMode",
            // Read as libvirt does: 0x… is hexadecimal.
            "hex",
                    "uint8 uint16 uint24 uint32 pciDomain pciBus pciSlot pciFunc ccwCssidRange ccwDevnoRange "
                            + "driveController driveBus driveTarget driveSCSITarget driveUnit driveSCSIUnit "
                            + "virtioserialPort ccidSlot"));

    private static final Set<String> NUMBERS = Set.of(
            "byte",
            "int",
            "integer",
            "long",
            "nonNegativeInteger",
            "positiveInteger",
            "short",
            "unsignedByte",
            "unsignedInt",
            "unsignedLong",
            "unsignedShort");

    private static final Map<Set<String>, String> SWITCHES =
            Map.of(Set.of("yes", "no"), "yesno", Set.of("on", "off"), "onoff");

    final Set<String> kinds = new TreeSet<>();
    final Set<String> words = new LinkedHashSet<>();

    private static Map<String, String> named(Map<String, String> kinds) {
        return kinds.entrySet().stream()
                .flatMap(kind -> Stream.of(kind.getValue().split(" ")).map(name -> Map.entry(name, kind.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static boolean isNamed(String define) {
        return NAMED.containsKey(define);
    }

    void addNamed(String define) {
        kinds.add(NAMED.get(define));
    }

    void addType(String xsd) {
        kinds.add(NUMBERS.contains(xsd) ? "number" : "text");
    }

    void addText() {
        kinds.add("text");
    }

    void addWord(String word) {
        words.add(word);
    }

    void add(Values more) {
        kinds.addAll(more.kinds);
        words.addAll(more.words);
    }

    boolean isEmpty() {
        return kinds.isEmpty() && words.isEmpty();
    }

    /** Returns the one kind that takes them all: a word of {@link Facts}. */
    String kind() {
        String toSwitch = SWITCHES.get(words);
        if (kinds.isEmpty() && toSwitch != null) {
            return toSwitch;
        }
        if (words.size() > 1) {
            return "one";
        }
        Set<String> found = new TreeSet<>(kinds);
        if (found.contains("hex")) {
            found.remove("number");
        }
        return words.isEmpty() && found.size() == 1 ? found.iterator().next() : "text";
    }

    /** Returns the words that are values of their own, if there are several. */
    List<String> constants() {
        return kind().equals("one") ? List.copyOf(words) : List.of();
    }
}
