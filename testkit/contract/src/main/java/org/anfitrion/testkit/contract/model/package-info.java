/**
 * Random lives of domains, led on a backend and on the in-memory hypervisor at once and compared after every step.
 * Begin at {@link org.anfitrion.testkit.contract.model.ModelProperties}.
 */
@NullMarked
package org.anfitrion.testkit.contract.model;

import org.jspecify.annotations.NullMarked;
