package org.anfitrion.driver.openvz.tool;

import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NativeError;
import org.anfitrion.spi.support.CommandResult;

/**
 * The words of one of the two families of tools: legacy OpenVZ's, where {@code vzctl} does everything and a number names a container,
 * and OpenVZ 7's, where {@code prlctl} does what concerns a container as a whole and a UUID names it. Immutable.
 */
public final class Dialect {

    private static final String ID = "{}";

    /** vzctl(8), vzlist(8) and vzmigrate(8) of OpenVZ up to 6. */
    public static final Dialect LEGACY = new Dialect(
            "OpenVZ",
            ExitCodes.LEGACY,
            ExitCodes.MIGRATION_LEGACY,
            Map.of(
                    Verb.START, List.of("vzctl", "start", ID),
                    Verb.STOP, List.of("vzctl", "stop", ID),
                    Verb.KILL, List.of("vzctl", "stop", ID, "--fast"),
                    Verb.RESTART, List.of("vzctl", "restart", ID),
                    Verb.RESET, List.of("vzctl", "restart", ID, "--fast"),
                    Verb.SUSPEND, List.of("vzctl", "suspend", ID),
                    Verb.RESTORE, List.of("vzctl", "resume", ID),
                    Verb.MOUNT, List.of("vzctl", "mount", ID),
                    Verb.UMOUNT, List.of("vzctl", "umount", ID),
                    Verb.DESTROY, List.of("vzctl", "destroy", ID)));

    /** prlctl(8), and vzctl(8) and vzlist(8) of OpenVZ 7 and Virtuozzo 7. */
    public static final Dialect SEVEN = new Dialect(
            "OpenVZ 7",
            ExitCodes.SEVEN,
            ExitCodes.MIGRATION_SEVEN,
            Map.ofEntries(
                    Map.entry(Verb.START, List.of("prlctl", "start", ID)),
                    Map.entry(Verb.STOP, List.of("prlctl", "stop", ID)),
                    Map.entry(Verb.KILL, List.of("prlctl", "stop", ID, "--kill")),
                    Map.entry(Verb.RESTART, List.of("prlctl", "restart", ID)),
                    Map.entry(Verb.RESET, List.of("prlctl", "reset", ID)),
                    Map.entry(Verb.PAUSE, List.of("prlctl", "pause", ID)),
                    Map.entry(Verb.UNPAUSE, List.of("prlctl", "resume", ID)),
                    Map.entry(Verb.SUSPEND, List.of("prlctl", "suspend", ID)),
                    Map.entry(Verb.RESTORE, List.of("prlctl", "resume", ID)),
                    Map.entry(Verb.DISCARD, List.of("prlctl", "stop", ID, "--drop-state")),
                    Map.entry(Verb.MOUNT, List.of("prlctl", "mount", ID)),
                    Map.entry(Verb.UMOUNT, List.of("prlctl", "umount", ID)),
                    Map.entry(Verb.DESTROY, List.of("prlctl", "delete", ID))));

    /** prlctl tells in words what has no exit code of its own. */
    private static final Map<Pattern, Meaning> WORDS = Map.of(
            Pattern.compile("(?i)could not be found|not be found|does not exist|is not registered"), Meaning.ABSENT,
            Pattern.compile("(?i)already exists|already in use|already registered"), Meaning.TAKEN,
            Pattern.compile("(?i)is locked|is busy|another operation"), Meaning.BUSY,
            Pattern.compile("(?i)is not running|is not started|is not paused|is stopped|already running|is running"
                            + "|current state"),
                    Meaning.STATE,
            Pattern.compile("(?i)unrecognized option|invalid value|incorrect value|invalid parameter"),
                    Meaning.BAD_VALUE,
            Pattern.compile("(?i)unable to connect to|dispatcher"), Meaning.UNAVAILABLE);

    private final String product;
    private final ExitCodes codes;
    private final ExitCodes migration;
    private final Map<Verb, List<String>> verbs;

    private Dialect(String product, ExitCodes codes, ExitCodes migration, Map<Verb, List<String>> verbs) {
        this.product = product;
        this.codes = codes;
        this.migration = migration;
        this.verbs = Maps.immutableEnumMap(new EnumMap<>(verbs));
    }

    /**
     * Returns the product that speaks it.
     *
     * @return its name
     */
    public String product() {
        return product;
    }

    /**
     * Tells whether UUIDs name containers.
     *
     * @return true on OpenVZ 7, false where they are numbered
     */
    public boolean namesByUuid() {
        return this == SEVEN;
    }

    /**
     * Tells whether something can be done.
     *
     * @param verb what
     * @return whether there are words for it
     */
    public boolean has(Verb verb) {
        return verbs.containsKey(verb);
    }

    /**
     * Returns the words for what is done to a container.
     *
     * @param verb what
     * @param id the container's number or UUID
     * @return a program and its arguments
     */
    public List<String> words(Verb verb, String id) {
        List<String> words = verbs.get(verb);
        if (words == null) {
            throw new IllegalArgumentException(product + " has no words for " + verb);
        }
        return words.stream().map(word -> word.equals(ID) ? id : word).toList();
    }

    /**
     * Returns the words that make a container.
     *
     * @param id its number or UUID
     * @param name its name, where it needs one at once
     * @param template what it is made from
     * @return a program and its arguments
     */
    public List<String> create(String id, String name, String template) {
        return namesByUuid()
                ? List.of("prlctl", "create", name, "--vmtype", "ct", "--ostemplate", template, "--uuid", id)
                : List.of("vzctl", "create", id, "--ostemplate", template);
    }

    /**
     * Returns the words that move a container, with its files. Both families have vzmigrate(8); prlctl(8) can do it too, but wants a
     * password for the other host, where vzmigrate has ssh's keys. The older word {@code --online} is known to every version.
     *
     * @param id its number or UUID
     * @param destination the other host, with a user where it may be named
     * @param ssh options for ssh, separated by blanks, which none of them has in it; empty is none
     * @param live whether its memory moves too; otherwise it is stopped here and started there
     * @param remove whether it is removed here
     * @return a program and its arguments
     */
    public List<String> migrate(String id, String destination, String ssh, boolean live, boolean remove) {
        List<String> words = new ArrayList<>(List.of("vzmigrate", "-r", remove ? "yes" : "no"));
        if (live) {
            words.add("--online");
        }
        if (!ssh.isEmpty()) {
            words.add("--ssh=" + ssh);
        }
        words.addAll(List.of(destination, id));
        return List.copyOf(words);
    }

    /**
     * Finds a name of a container in what a tool printed as {@code ctid}.
     *
     * @param id what vzlist said
     * @return the UUID, if it is one
     */
    public Optional<UUID> uuid(String id) {
        return namesByUuid() && id.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(UUID.fromString(id))
                : Optional.empty();
    }

    /**
     * Says what an exit code means.
     *
     * @param program which program
     * @param result how it ended
     * @param attempt what was attempted
     * @return the exception
     */
    public HypervisorException failed(String program, CommandResult result, Failure attempt) {
        NativeError said = result.error();
        ExitCodes table = program.equals("vzmigrate") ? migration : codes;
        Optional<ExitCode> known =
                table.find(result.exitCode()).filter(code -> !program.equals("prlctl") || code.code() >= 253);
        String words = known.filter(code -> said.message().startsWith("it ended with exit code"))
                .map(ExitCode::words)
                .orElse(said.message());
        Failure failure = attempt.because(words).saidBy(new NativeError(program, result.exitCode(), said.message()));
        return known.map(ExitCode::meaning)
                .orElseGet(() -> byWords(said.message()))
                .exception(failure);
    }

    private static Meaning byWords(String message) {
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(message).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Meaning.FAILED);
    }

    @Override
    public String toString() {
        return product;
    }
}
