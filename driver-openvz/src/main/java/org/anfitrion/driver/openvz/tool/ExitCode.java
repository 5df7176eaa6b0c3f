package org.anfitrion.driver.openvz.tool;

/** What an exit code of one of the programs means. */
record ExitCode(int code, Meaning meaning, String words) {}
