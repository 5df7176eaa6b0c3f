package org.anfitrion.libvirt.wire;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What libvirt says in words only: some of its codes mean no more than "failed". Each hint is a message of libvirt 9.0's
 * sources, read only under the codes that it comes with, so that a domain's name in a message decides nothing.
 */
record ErrorHint(Set<ErrorCode> under, Pattern words, ErrorKind kind) {

    private static final Set<ErrorCode> VAGUE = Set.copyOf(
            EnumSet.of(ErrorCode.INTERNAL_ERROR, ErrorCode.OPERATION_FAILED, ErrorCode.SYSTEM_ERROR, ErrorCode.RPC));

    private static final List<ErrorHint> HINTS = List.of(
            hint(
                    "client socket is closed|Cannot (write|recv) data|End of file while reading data",
                    ErrorKind.CONNECTION_LOST),
            hint("keepalive timeout|received hangup|connection closed due to", ErrorKind.CONNECTION_LOST),
            hint(
                    "is already defined with uuid|already exists with uuid|is already being started",
                    ErrorKind.ALREADY_EXISTS),
            hint("^Active console session exists|^operation failed: Active console session", ErrorKind.RESOURCE_BUSY),
            hint("Active channel stream exists", ErrorKind.RESOURCE_BUSY),
            agent("the agent is in frozen state$", ErrorKind.INVALID_STATE),
            agent(
                    "has been disabled|has not been found|is not currently supported$|cannot find '.*' program in PATH$",
                    ErrorKind.UNSUPPORTED),
            agent("Failed to execute child process .*\\(No such file or directory\\)", ErrorKind.NOT_FOUND),
            new ErrorHint(
                    Set.of(ErrorCode.ARGUMENT_UNSUPPORTED),
                    Pattern.compile("QEMU guest agent is not configured"),
                    ErrorKind.INVALID_STATE),
            new ErrorHint(
                    Set.of(ErrorCode.OPERATION_INVALID),
                    Pattern.compile("no such screen ID|no screens to take screenshot from"),
                    ErrorKind.NOT_FOUND),
            hint(
                    "Failed to acquire pid file|Failed to get \"?(shared )?\"?(write|consistent read)",
                    ErrorKind.RESOURCE_BUSY),
            hint("Domain '.*' is already running$|[Dd]omain is (not|already) running$", ErrorKind.INVALID_STATE),
            hint("Is another process using the image", ErrorKind.RESOURCE_BUSY),
            hint(
                    "No such file or directory$|could not open kernel file|could not load (kernel|initrd)",
                    ErrorKind.NOT_FOUND),
            hint(
                    "storage volume name '.*' already in use|^(operation failed: )?Storage source conflict with pool",
                    ErrorKind.ALREADY_EXISTS),
            new ErrorHint(
                    Set.of(ErrorCode.OPERATION_UNSUPPORTED, ErrorCode.BLOCK_COPY_ACTIVE),
                    Pattern.compile("already in active block job|block copy still active"),
                    ErrorKind.RESOURCE_BUSY),
            new ErrorHint(
                    Set.of(ErrorCode.CONFIG_UNSUPPORTED, ErrorCode.INVALID_ARG),
                    Pattern.compile("destination file for disk .* already exists"),
                    ErrorKind.ALREADY_EXISTS),
            // The guest has more memory than it is to be limited to.
            hint("memory\\.(memsw\\.)?limit_in_bytes': Device or resource busy$", ErrorKind.RESOURCE_BUSY),
            hint("Permission denied$|Operation not permitted$", ErrorKind.ACCESS_DENIED),
            // Somebody else changes the domain, and has not come to an end; this change was not begun.
            new ErrorHint(
                    Set.of(ErrorCode.OPERATION_TIMEOUT),
                    Pattern.compile("cannot acquire state change lock"),
                    ErrorKind.RESOURCE_BUSY),
            new ErrorHint(
                    Set.of(ErrorCode.INVALID_ARG), Pattern.compile("unsupported flags \\("), ErrorKind.UNSUPPORTED),
            new ErrorHint(
                    Set.of(ErrorCode.CONFIG_UNSUPPORTED, ErrorCode.XML_ERROR),
                    Pattern.compile("name .* cannot contain|invalid domain name"),
                    ErrorKind.INVALID_SPEC));

    private static ErrorHint hint(String words, ErrorKind kind) {
        return new ErrorHint(VAGUE, Pattern.compile(words), kind);
    }

    /** What the guest agent says, by way of libvirt. */
    private static ErrorHint agent(String words, ErrorKind kind) {
        return hint("unable to execute QEMU agent command '[a-z-]+': (.*)(" + words + ")", kind);
    }

    static Optional<ErrorKind> kind(ErrorCode code, String message) {
        return HINTS.stream()
                .filter(hint ->
                        hint.under.contains(code) && hint.words.matcher(message).find())
                .map(ErrorHint::kind)
                .findFirst();
    }
}
