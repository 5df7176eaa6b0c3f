/**
 * What domains and hosts use: counters, and rates made from them.
 */
@NullMarked
package org.anfitrion.api.statistics;

import org.jspecify.annotations.NullMarked;
