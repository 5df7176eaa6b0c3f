package org.anfitrion.testkit.contract;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Domain XML by plain text: what libvirt prints is regular enough, and a parser would hide what got lost. */
final class LibvirtDialect implements NativeDialect {

    private static final Pattern NAME = Pattern.compile("<name>[^<]*</name>");
    private static final Pattern UUID = Pattern.compile("\\s*<uuid>[^<]*</uuid>");
    private static final Pattern METADATA = Pattern.compile("<metadata>");

    /** libvirt keeps foreign metadata but may print its prefix and white space anew: the value is what counts. */
    private static final String VALUE = "anfitrion-contract-kept";

    private static final String UNKNOWN = "<kept:it xmlns:kept=\"urn:anfitrion:contract\">" + VALUE + "</kept:it>";

    private final Set<String> channels;

    LibvirtDialect(Set<String> channels) {
        this.channels = channels;
    }

    @Override
    public Set<String> channels() {
        return channels;
    }

    @Override
    public String renamed(String configuration, String name) {
        String without = UUID.matcher(configuration).replaceFirst("");
        return NAME.matcher(without).replaceFirst(Matcher.quoteReplacement("<name>" + name + "</name>"));
    }

    @Override
    public String withUnknown(String configuration) {
        Matcher metadata = METADATA.matcher(configuration);
        if (metadata.find()) {
            return metadata.replaceFirst("<metadata>" + UNKNOWN);
        }
        return configuration.replaceFirst("</name>", "</name><metadata>" + UNKNOWN + "</metadata>");
    }

    @Override
    public boolean hasUnknown(String configuration) {
        return configuration.contains(VALUE);
    }
}
