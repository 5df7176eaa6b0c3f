/**
 * A hypervisor that exists only in this process: {@link org.anfitrion.testkit.memory.MemoryHypervisor} for tests that script
 * guests and inject faults, {@code mem:} for those that do not. Also the model that real drivers are compared with.
 */
@NullMarked
package org.anfitrion.testkit.memory;

import org.jspecify.annotations.NullMarked;
