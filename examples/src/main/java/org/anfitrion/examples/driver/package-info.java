/**
 * A driver written in an afternoon: its domains are processes of this machine. Read {@code write-a-driver.md} beside it;
 * {@link org.anfitrion.examples.driver.ProcessDriver} is where it begins.
 */
package org.anfitrion.examples.driver;
