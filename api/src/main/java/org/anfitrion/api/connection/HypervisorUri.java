package org.anfitrion.api.connection;

import com.google.common.base.Splitter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.jspecify.annotations.Nullable;

/**
 * The address of a hypervisor.
 *
 * <pre>
 *  qemu+ssh://admin@host.example:2222/system?keyfile=/home/admin/.ssh/id
 *  ──┬─ ─┬─   ──┬── ──────┬───── ─┬── ──┬─── ─────────────┬────────────
 *  scheme │    user      host    port  path           parameters
 *     transport
 * </pre>
 *
 * <p>Only the scheme is needed: {@code mem:}. Immutable.
 */
public final class HypervisorUri {

    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9-]*)(?:\\+([a-z0-9]+))?");

    /** Of no backend: somebody hopes that it works. */
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("\\b(password|passwd|passphrase|pwd|secret)=[^&#]*", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final String scheme;
    private final @Nullable String transport;
    private final URI uri;
    private final Map<String, String> parameters;

    private HypervisorUri(String text, String scheme, @Nullable String transport, URI uri) {
        this.text = text;
        this.scheme = scheme;
        this.transport = transport;
        this.uri = uri;
        this.parameters = parameters(text, uri.getRawQuery());
    }

    /**
     * Reads an address.
     *
     * @param text the URI
     * @return the address
     * @throws InvalidSpecException if it is malformed, or carries a password
     */
    public static HypervisorUri parse(String text) {
        Objects.requireNonNull(text, "text");
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw malformed(text, "expected something like qemu:///system");
        }
        var matcher = SCHEME.matcher(text.substring(0, colon).toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw malformed(text, "the scheme before the colon has a form like qemu or qemu+ssh");
        }
        String rest = text.substring(colon + 1);
        URI uri;
        try {
            uri = new URI("x:" + (rest.startsWith("/") ? rest : "///" + rest));
        } catch (URISyntaxException e) {
            throw malformed(text, e.getReason());
        }
        String user = uri.getUserInfo();
        boolean secretParameter = uri.getRawQuery() != null
                && SECRET_PARAMETER.matcher(uri.getRawQuery()).find();
        if (secretParameter || (user != null && user.indexOf(':') >= 0)) {
            throw new InvalidSpecException(Failure.to("accept", "URI with a password in it")
                    .because("pass secrets in ConnectOptions.credentials; a URI ends up in logs"));
        }
        if (uri.getRawAuthority() != null && uri.getHost() == null) {
            throw malformed(text, "what follows the // is not a host, or a user and a host");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw malformed(text, "a port is from 1 to 65535");
        }
        if (uri.getRawFragment() != null) {
            throw malformed(text, "it has a fragment (#)");
        }
        return new HypervisorUri(text, matcher.group(1), matcher.group(2), uri);
    }

    private static InvalidSpecException malformed(String text, String why) {
        return InvalidSpecException.of("URI", redacted(text), why);
    }

    /** Hides what may be a password, and rather too much than too little: what is malformed cannot be taken apart well. */
    private static String redacted(String text) {
        String hidden = SECRET_PARAMETER.matcher(text).replaceAll("$1=***");
        int authority = hidden.indexOf("//") + 2;
        int colon = hidden.indexOf(':', authority);
        int at = hidden.lastIndexOf('@');
        return authority >= 2 && colon >= 0 && colon < at
                ? hidden.substring(0, colon) + ":***" + hidden.substring(at)
                : hidden;
    }

    private static Map<String, String> parameters(String text, @Nullable String query) {
        Map<String, String> found = new LinkedHashMap<>();
        if (query != null) {
            for (String pair : Splitter.on('&').omitEmptyStrings().split(query)) {
                int equals = pair.indexOf('=');
                String key = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                if (found.put(decoded(text, key), decoded(text, value)) != null) {
                    throw malformed(text, "parameter '" + key + "' is given twice");
                }
            }
        }
        return java.util.Collections.unmodifiableMap(found);
    }

    private static String decoded(String text, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed(text, "it has a broken percent escape");
        }
    }

    /**
     * Returns which kind of hypervisor.
     *
     * @return the scheme without transport, in lower case: {@code qemu}
     */
    public String scheme() {
        return scheme;
    }

    /**
     * Returns how it is reached.
     *
     * @return the transport, such as {@code ssh}
     */
    public Optional<String> transport() {
        return Optional.ofNullable(transport);
    }

    /**
     * Returns who calls.
     *
     * @return the user
     */
    public Optional<String> user() {
        return Optional.ofNullable(uri.getUserInfo());
    }

    /**
     * Returns where it is.
     *
     * @return the host's name or address; empty for this machine
     */
    public Optional<String> host() {
        return Optional.ofNullable(uri.getHost());
    }

    /**
     * Returns the port.
     *
     * @return the port; empty for the usual one
     */
    public OptionalInt port() {
        return uri.getPort() < 0 ? OptionalInt.empty() : OptionalInt.of(uri.getPort());
    }

    /**
     * Returns which of the host's services.
     *
     * @return the path with its leading slash, decoded; empty if there is none
     */
    public String path() {
        return Objects.requireNonNullElse(uri.getPath(), "");
    }

    /**
     * Returns one parameter.
     *
     * @param name the parameter's name
     * @return its value, decoded
     */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /**
     * Returns all parameters.
     *
     * @return names and decoded values, in their order
     */
    public Map<String, String> parameters() {
        return parameters;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HypervisorUri that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the URI as it was given. */
    @Override
    public String toString() {
        return text;
    }
}
