package org.anfitrion.driver.vbox.manage;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NativeError;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;

/**
 * What VBoxManage said when it failed: its words, and the code that it names in them.
 *
 * <pre>
 * VBoxManage: error: Could not find a registered machine named 'nosuch'
 * VBoxManage: error: Details: code VBOX_E_OBJECT_NOT_FOUND (0x80bb0001), component VirtualBoxWrap, interface IVirtualBox
 * VBoxManage: error: Context: "FindMachine(…)" at line 907 of file VBoxManageMisc.cpp
 * </pre>
 *
 * @param words what it said, without its prefix, details and context
 * @param code the number of the error; the exit code where it names none
 * @param name the name of the error; empty where it names none
 */
public record ManageError(String words, int code, String name) {

    private static final Pattern PREFIX = Pattern.compile("^(?:VBoxManage(?:\\.exe)?: )?(?:error: )?");
    private static final Pattern DETAILS = Pattern.compile("Details: code (\\S+) \\(0x([0-9a-fA-F]{8})\\)");
    private static final Pattern PROGRESS = Pattern.compile("(?:\\d{1,3}%(?:\\.\\.\\.)?)+");
    private static final Pattern BANNER =
            Pattern.compile("(?m)\\A(?:Oracle .*Command Line Management Interface.*\\R)?(?:Copyright .*\\R)?");
    private static final Pattern USAGE = Pattern.compile("(?s)(?:\\A|\\R)Usage(?: - [^\n]*)?:.*");
    private static final int LONGEST = 2000;

    /** What is told by words, since one code stands for many things. */
    private record Meaning(Pattern words, Function<Failure, HypervisorException> exception) {}

    private static final Meaning LOCKED = meaning(
            "already locked (?:by|for) a session|already has a lock request pending|being (?:un)?locked|while it is locked|is locked for"
                    + "|Failed to get a console object from the direct session|The object is not ready"
                    + "|The session is not locked",
            ResourceBusyException::new);

    private static final List<Meaning> MEANINGS = List.of(
            meaning("Could not find a (?:registered )?machine|Could not find a registered", NotFoundException::new),
            LOCKED,
            meaning("already exists|VERR_ALREADY_EXISTS", AlreadyExistsException::new),
            meaning("VERR_FILE_NOT_FOUND|VERR_PATH_NOT_FOUND|Could not find file", NotFoundException::new),
            meaning("VERR_ACCESS_DENIED|VERR_WRITE_PROTECT", AccessDeniedException::new),
            meaning("is not currently running|Invalid machine state", InvalidStateException::new),
            meaning("VERR_NOT_SUPPORTED|VERR_NOT_IMPLEMENTED", UnsupportedCapabilityException::new),
            meaning("Failed to create the VirtualBox object", ConnectionLostException::new),
            meaning("[Uu]nknown option|[Uu]nknown command|[Ii]nvalid command", UnsupportedCapabilityException::new),
            meaning("Syntax error|Invalid (?:argument|parameter|shared folder name)", InvalidSpecException::new));

    private static Meaning meaning(String words, Function<Failure, HypervisorException> exception) {
        return new Meaning(Pattern.compile(words), exception);
    }

    /**
     * Reads what VBoxManage said.
     *
     * @param standardError its standard error
     * @param exitCode its exit code
     * @return the error
     */
    public static ManageError parse(String standardError, int exitCode) {
        Matcher details = DETAILS.matcher(standardError);
        boolean coded = details.find();
        // A syntax error is told between a banner and the whole manual of the command.
        String told =
                USAGE.matcher(BANNER.matcher(standardError).replaceFirst("")).replaceFirst("");
        String words = told.lines()
                .map(line -> PROGRESS.matcher(line).replaceAll(""))
                .filter(line -> !line.contains("VBoxManage: warning: ") && !line.startsWith("WARNING: "))
                .map(line -> PREFIX.matcher(line).replaceFirst(""))
                .filter(line -> !line.startsWith("Details: code ") && !line.startsWith("Context: \""))
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
        String shortened = words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
        return new ManageError(
                shortened.isEmpty() ? "VBoxManage ended with exit code " + exitCode : shortened,
                coded ? Integer.parseUnsignedInt(details.group(2), 16) : exitCode,
                coded ? details.group(1) : "");
    }

    /**
     * Tells whether the machine is locked by a session: it runs, or somebody changes it, or it is still being unlocked.
     *
     * @return true if a little later the call may work
     */
    public boolean isLocked() {
        return LOCKED.words().matcher(words).find();
    }

    /**
     * Makes the exception that says so.
     *
     * @param attempt what was attempted
     * @return the exception, to be thrown
     */
    public HypervisorException exception(Failure attempt) {
        String message = name.isEmpty() ? words : words + " (" + name + ")";
        Failure failure = attempt.because(words).saidBy(new NativeError("VBoxManage", code, message));
        Optional<Meaning> meaning = MEANINGS.stream()
                .filter(some -> some.words().matcher(words).find())
                .findFirst();
        if (meaning.isPresent()) {
            return meaning.get().exception().apply(failure);
        }
        return ErrorCode.of(code)
                .map(known -> known.exception(failure))
                .orElseGet(() -> new BackendFailureException(failure));
    }
}
