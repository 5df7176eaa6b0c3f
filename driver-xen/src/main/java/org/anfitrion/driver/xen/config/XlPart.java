package org.anfitrion.driver.xen.config;

/** A piece of a configuration: all of them together are its characters. */
sealed interface XlPart {

    /** Its characters. */
    String raw();

    /**
     * What stands between settings: lines, blanks, comments, semicolons.
     *
     * @param raw its characters
     */
    record Between(String raw) implements XlPart {}

    /**
     * A setting.
     *
     * @param key its name
     * @param adds whether the value is added to the one before ({@code +=})
     * @param head the characters before the value
     * @param value the value
     * @param written the value's characters
     */
    record Setting(String key, boolean adds, String head, XlValue value, String written) implements XlPart {
        @Override
        public String raw() {
            return head + written;
        }

        Setting with(XlValue other) {
            return new Setting(key, false, key + " = ", other, other.print());
        }
    }
}
