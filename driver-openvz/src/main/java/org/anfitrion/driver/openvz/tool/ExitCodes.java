package org.anfitrion.driver.openvz.tool;

import static org.anfitrion.driver.openvz.tool.Meaning.ABSENT;
import static org.anfitrion.driver.openvz.tool.Meaning.BAD_VALUE;
import static org.anfitrion.driver.openvz.tool.Meaning.BUSY;
import static org.anfitrion.driver.openvz.tool.Meaning.DENIED;
import static org.anfitrion.driver.openvz.tool.Meaning.FAILED;
import static org.anfitrion.driver.openvz.tool.Meaning.LATE;
import static org.anfitrion.driver.openvz.tool.Meaning.STATE;
import static org.anfitrion.driver.openvz.tool.Meaning.TAKEN;
import static org.anfitrion.driver.openvz.tool.Meaning.UNAVAILABLE;
import static org.anfitrion.driver.openvz.tool.Meaning.UNSUPPORTED;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The exit codes of vzctl and vzmigrate: those of vzctl(8), "Exit status", and those of {@code vzerror.h} in OpenVZ 7's libvzctl, which
 * gives some numbers another meaning; and those of vzmigrate(8), "Exit status", of vzctl 4.9 and of OpenVZ 7. Immutable.
 */
final class ExitCodes {

    private static final List<ExitCode> BOTH = List.of(
            code(1, FAILED, "failed to set a resource parameter"),
            code(2, FAILED, "failed to set a parameter of the scheduler"),
            code(3, FAILED, "general system error"),
            code(5, UNAVAILABLE, "the running kernel is not one of OpenVZ, or its modules are not loaded"),
            code(6, FAILED, "not enough system resources"),
            code(7, FAILED, "the container's environment cannot be created"),
            code(8, FAILED, "the command in the container failed, or the container does not run"),
            code(9, BUSY, "the container is locked by another vzctl"),
            code(10, UNAVAILABLE, "the global configuration file vz.conf is not there"),
            code(11, UNAVAILABLE, "a script of vzctl is not there"),
            code(13, FAILED, "capabilities cannot be set"),
            code(14, ABSENT, "the container's configuration file is not there"),
            code(15, LATE, "the command in the container took too long"),
            code(16, FAILED, "the container cannot be suspended"),
            code(17, FAILED, "the container cannot be resumed"),
            code(18, FAILED, "error of setluid"),
            code(20, BAD_VALUE, "invalid command line parameter"),
            code(21, BAD_VALUE, "invalid value for a command line parameter"),
            code(22, FAILED, "VE_ROOT is not set"),
            code(23, FAILED, "VE_PRIVATE is not set"),
            code(24, FAILED, "TEMPLATE is not set"),
            code(27, BAD_VALUE, "not enough parameters"),
            code(28, BAD_VALUE, "not all resource parameters that are needed are set"),
            code(29, BAD_VALUE, "no template is named"),
            code(31, STATE, "the container does not run"),
            code(32, STATE, "the container runs"),
            code(33, FAILED, "the container cannot be stopped"),
            code(34, FAILED, "the address cannot be added"),
            code(35, BAD_VALUE, "the parameters contradict each other"),
            code(36, BAD_VALUE, "the host has less than is asked for"),
            code(40, STATE, "the container is not mounted"),
            code(41, STATE, "the container is mounted"),
            code(44, TAKEN, "the container's private area is there already"),
            code(46, FAILED, "not enough disk space"),
            code(47, FAILED, "the container is broken: it has no /sbin/init or /bin/sh"),
            code(48, FAILED, "the private area cannot be created"),
            code(49, FAILED, "the root area cannot be created"),
            code(50, FAILED, "the container cannot be mounted"),
            code(51, FAILED, "the container cannot be unmounted"),
            code(52, FAILED, "the container cannot be deleted"),
            code(53, ABSENT, "the private area does not exist"),
            code(54, FAILED, "a directory cannot be created"),
            code(55, BAD_VALUE, "the disk quota is too small"),
            code(60, FAILED, "vzquota on failed"),
            code(61, FAILED, "vzquota init failed"),
            code(62, FAILED, "vzquota setlimit failed"),
            code(63, BAD_VALUE, "DISKSPACE is not set"),
            code(64, BAD_VALUE, "DISKINODES is not set"),
            code(65, FAILED, "quotas in the container cannot be set"),
            code(66, FAILED, "vzquota off failed"),
            code(67, FAILED, "quotas of users and groups are not initialized"),
            code(68, FAILED, "the use of the disk cannot be read"),
            code(70, BAD_VALUE, "bad host name"),
            code(71, BAD_VALUE, "bad address"),
            code(72, BAD_VALUE, "bad address of a name server"),
            code(73, BAD_VALUE, "bad search domain"),
            code(74, FAILED, "the password cannot be changed"),
            code(77, FAILED, "LOCKDIR is not set"),
            code(78, TAKEN, "the address is in use"),
            code(79, FAILED, "an action script of the container failed"),
            code(82, FAILED, "the sample configuration cannot be copied"),
            code(85, FAILED, "invalid configuration"),
            code(86, FAILED, "devices cannot be set"),
            code(87, FAILED, "applications cannot be installed"),
            code(91, ABSENT, "the template is not there"),
            code(104, FAILED, "network devices cannot be moved"),
            code(105, STATE, "the container may not be started: it is disabled"),
            code(106, FAILED, "the firewall of a running container cannot be set"),
            code(107, FAILED, "the distribution's configuration file is not there"),
            code(108, FAILED, "the distribution's action script is not there"),
            code(128, FAILED, "the reinstallation script failed"),
            code(133, LATE, "waiting for the container's start failed"),
            code(139, FAILED, "the configuration cannot be saved"),
            code(151, FAILED, "the disk image cannot be created"),
            code(152, FAILED, "the disk image cannot be mounted"),
            code(153, FAILED, "the disk image cannot be unmounted"),
            code(154, FAILED, "the disk image cannot be resized"),
            code(155, FAILED, "the container cannot be converted to another layout"),
            code(156, FAILED, "the snapshot cannot be created"),
            code(157, FAILED, "the snapshot cannot be merged"),
            code(158, FAILED, "the snapshot cannot be deleted"),
            code(159, FAILED, "the snapshot cannot be switched to"),
            code(160, FAILED, "the snapshot cannot be mounted"),
            code(161, FAILED, "the snapshot cannot be unmounted"));

    static final ExitCodes LEGACY = and(List.of(
            code(12, DENIED, "permission denied"),
            code(43, ABSENT, "the container's private area is not there"),
            code(89, BAD_VALUE, "the address is not available"),
            code(99, UNSUPPORTED, "this vzctl has no ploop"),
            code(100, FAILED, "the container's address is not found"),
            code(109, FAILED, "a configuration cannot be applied"),
            code(129, FAILED, "meminfo cannot be set"),
            code(130, FAILED, "a veth device cannot be set"),
            code(131, FAILED, "the name cannot be set"),
            code(148, FAILED, "limits of the disk cannot be set"),
            code(150, ABSENT, "the disk image is not there")));

    static final ExitCodes SEVEN = and(List.of(
            code(4, FAILED, "not enough memory"),
            code(12, UNAVAILABLE, "there is no licence"),
            code(19, BAD_VALUE, "unknown parameter"),
            code(25, BAD_VALUE, "RATE is not set"),
            code(26, BAD_VALUE, "TOTALRATE is not set"),
            code(30, BAD_VALUE, "BANDWIDTH is not set"),
            code(39, FAILED, "the action is skipped"),
            code(42, ABSENT, "the container's private area is not there"),
            code(80, FAILED, "the rate of the network cannot be set"),
            code(81, FAILED, "accounting of the network cannot be set"),
            code(88, STATE, "the container's files are shared"),
            code(92, FAILED, "the container cannot be recovered"),
            code(93, FAILED, "applications cannot be listed"),
            code(94, FAILED, "the container cannot be reinstalled"),
            code(100, FAILED, "an application's configuration failed"),
            code(102, FAILED, "custom configuration failed"),
            code(103, FAILED, "addresses cannot be redirected"),
            code(129, BAD_VALUE, "SLMMEMORYLIMIT is not set"),
            code(130, FAILED, "service level management failed"),
            code(131, UNSUPPORTED, "the container needs technologies that this host does not have"),
            code(132, FAILED, "service level management is off"),
            code(134, FAILED, "the personality cannot be set"),
            code(135, FAILED, "meminfo cannot be set"),
            code(136, FAILED, "a veth device cannot be set"),
            code(137, FAILED, "the name cannot be set"),
            code(138, FAILED, "there is no inittab"),
            code(140, FAILED, "the container cannot be registered"),
            code(141, STATE, "the container may not be managed"),
            code(142, FAILED, "the container cannot be unregistered"),
            code(144, FAILED, "the release of the system cannot be set"),
            code(145, FAILED, "the release of the system cannot be read"),
            code(146, BAD_VALUE, "the CPU mask cannot be set"),
            code(147, FAILED, "PCI devices cannot be set"),
            code(149, BAD_VALUE, "the node mask cannot be set"),
            code(162, FAILED, "the description of the disk cannot be read"),
            code(163, FAILED, "a disk cannot be added"),
            code(164, FAILED, "a disk cannot be removed"),
            code(165, FAILED, "a disk cannot be configured"),
            code(170, FAILED, "CPU pools"),
            code(200, FAILED, "a pipe cannot be made"),
            code(201, FAILED, "a process cannot be made"),
            code(202, FAILED, "a file cannot be opened"),
            code(203, BAD_VALUE, "unknown parameter"),
            code(205, BAD_VALUE, "a value is too large"),
            code(206, FAILED, "the configuration cannot be read"),
            code(207, BUSY, "the container cannot be locked"),
            code(208, FAILED, "the root cannot be changed"),
            code(209, FAILED, "a process was not seen to end"),
            code(210, FAILED, "limits of the disk cannot be set"),
            code(211, BAD_VALUE, "a parameter is missing"),
            code(212, UNSUPPORTED, "the layout of the container does not allow it"),
            code(213, LATE, "it took too long"),
            code(215, BAD_VALUE, "the CPU limit cannot be set"),
            code(216, BAD_VALUE, "the CPU weight cannot be set"),
            code(217, BAD_VALUE, "the number of CPUs cannot be set"),
            code(221, ABSENT, "the template's cache is not there"),
            code(224, DENIED, "the user may not log in"),
            code(253, UNAVAILABLE, "the dispatcher does not answer: is prl-disp running?"),
            code(254, STATE, "the container is frozen")));

    /** vzmigrate(8) of vzctl 4.9; 20 is in the program, and not in its page. */
    static final ExitCodes MIGRATION_LEGACY = new ExitCodes(List.of(
            code(1, BAD_VALUE, "invalid command line"),
            code(2, STATE, "the container does not run"),
            code(4, FAILED, "the target cannot be reached by ssh: this host's root needs a key for root there"),
            code(6, FAILED, "the container's files cannot be copied"),
            code(7, FAILED, "the container cannot be started or restored on the target"),
            code(8, FAILED, "the container cannot be stopped or checkpointed here"),
            code(9, TAKEN, "the target has a container of this number"),
            code(10, ABSENT, "there is no such container"),
            code(12, TAKEN, "an address of the container is in use on the target"),
            code(13, FAILED, "the quotas of the container cannot be moved"),
            code(14, UNSUPPORTED, "OpenVZ does not run on the target, or a kernel module is not loaded"),
            code(15, TAKEN, "the container's name cannot be set on the target"),
            code(16, UNSUPPORTED, "the target has no ploop"),
            code(17, UNSUPPORTED, "the target's kernel cannot restore what this one checkpoints"),
            code(18, UNSUPPORTED, "the target's CPU lacks what the container uses"),
            code(19, FAILED, "the target's vz.conf cannot be read"),
            code(20, BUSY, "the container is locked")));

    /** vzmigrate(8) of OpenVZ 7. */
    static final ExitCodes MIGRATION_SEVEN = new ExitCodes(List.of(
            code(1, BAD_VALUE, "invalid command line"),
            code(2, FAILED, "system error"),
            code(3, BUSY, "the container is locked"),
            code(4, FAILED, "the target cannot be reached by ssh: this host's root needs a key for it"),
            code(5, FAILED, "the container is broken"),
            code(6, FAILED, "the container's files cannot be copied"),
            code(7, FAILED, "the container cannot be started on the target"),
            code(8, FAILED, "the container cannot be stopped here"),
            code(9, TAKEN, "the target has a container of this UUID"),
            code(10, ABSENT, "there is no such container"),
            code(11, UNSUPPORTED, "the target lacks templates that the container needs"),
            code(12, TAKEN, "an address of the container is in use on the target"),
            code(13, UNSUPPORTED, "the container has a mount script"),
            code(21, FAILED, "the connection to the target broke"),
            code(22, LATE, "the target did not answer in time"),
            code(25, FAILED, "vzmigrate was ended"),
            code(26, FAILED, "the hosts do not understand each other"),
            code(27, FAILED, "the templates cannot be read"),
            code(29, STATE, "the container is suspended"),
            code(30, UNAVAILABLE, "the licence does not allow it"),
            code(31, FAILED, "not enough disk space on the target"),
            code(32, UNSUPPORTED, "the container needs technologies that the target does not have"),
            code(33, UNSUPPORTED, "the target has not the container's network rates"),
            code(34, BAD_VALUE, "the target is the host that it is on"),
            code(35, TAKEN, "the target has files of a container of this UUID"),
            code(36, UNSUPPORTED, "the container has a bind mount"),
            code(37, UNSUPPORTED, "the target does not know the container's layout"),
            code(38, UNSUPPORTED, "the target does not know the container's format"),
            code(39, FAILED, "the container's format cannot be read"),
            code(40, UNSUPPORTED, "the hosts' versions cannot move a vzcache2 area"),
            code(41, UNSUPPORTED, "the hosts' versions cannot move a suspended container"),
            code(43, FAILED, "error of libvzctl"),
            code(45, TAKEN, "the target has a container of this name"),
            code(46, UNSUPPORTED, "the container's files are on shared storage here, and not on the target"),
            code(48, UNSUPPORTED, "the hosts' versions cannot move a running container"),
            code(49, FAILED, "a message was too long"),
            code(52, FAILED, "a program that vzmigrate needs failed"),
            code(56, UNSUPPORTED, "the target's CPU lacks what the container uses"),
            code(57, UNSUPPORTED, "the container has features that the target does not support"),
            code(61, UNSUPPORTED, "the target has not loaded IPv6"),
            code(62, UNSUPPORTED, "the target has not loaded service level management"),
            code(63, UNSUPPORTED, "the target's kernel forbids mount namespaces in containers"),
            code(73, FAILED, "the memory cannot be moved (p.haul)"),
            code(74, STATE, "a backup is attached to the container")));

    private final ImmutableMap<Integer, ExitCode> codes;

    private ExitCodes(List<ExitCode> all) {
        codes = Maps.uniqueIndex(all, ExitCode::code);
    }

    private static ExitCodes and(List<ExitCode> own) {
        return new ExitCodes(Stream.concat(BOTH.stream(), own.stream()).toList());
    }

    private static ExitCode code(int code, Meaning meaning, String words) {
        return new ExitCode(code, meaning, words);
    }

    Optional<ExitCode> find(int code) {
        return Optional.ofNullable(codes.get(code));
    }
}
