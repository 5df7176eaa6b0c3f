/**
 * libvirt's XML: reading, printing and validating it, and the translation between neutral descriptions and it, one class a
 * concern. The typed classes for its elements are in the packages below, generated from libvirt's schemas.
 *
 * <p>How nothing is lost. The classes are views of {@link org.anfitrion.libvirt.xml.element.Element}s, which keep all
 * attributes and all content in the order of the document; a change changes just the attribute or the child that it is
 * about. Each class has the annotations of Jakarta XML Binding, and a runtime of it reads the same; but not fast enough:
 * with JAXB 4.0.9 and the 390 classes of domains, its context takes 1.9 s and a document more than ten times as long as the
 * JDK's DOM, on a machine where what is here takes half as long as DOM. So {@link org.anfitrion.libvirt.xml.LibvirtXml}
 * reads and prints itself. What is read is never validated, so that what a newer libvirt writes can be read;
 * {@link org.anfitrion.libvirt.xml.LibvirtSchemas} validates on demand.
 */
@NullMarked
package org.anfitrion.libvirt.xml;

import org.jspecify.annotations.NullMarked;
