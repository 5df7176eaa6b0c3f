package org.anfitrion.libvirt.schema;

/** Source text with names in it, as in {@code §name§}, that stand for other texts. */
record Template(String text) {

    /** Puts texts in the places of the names: a name, its text, the next name … */
    String fill(String... namesAndTexts) {
        String filled = text;
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            filled = filled.replace("§" + namesAndTexts[i] + "§", namesAndTexts[i + 1]);
        }
        if (filled.indexOf('§') >= 0) {
            throw new IllegalStateException("not filled in: " + filled);
        }
        return filled;
    }
}
