/**
 * What the contract saw of a backend: a verdict for each rule, an answer for each feature, and the table made of them.
 * A report is a JSON file; the feature matrix of the README is made from several.
 */
@NullMarked
package org.anfitrion.testkit.contract.report;

import org.jspecify.annotations.NullMarked;
