/**
 * Generators for jqwik: names that are legal and names that are not, sizes, descriptions of domains.
 * Found by {@code @ForAll} without further ado.
 */
@NullMarked
package org.anfitrion.testkit.contract.generate;

import org.jspecify.annotations.NullMarked;
