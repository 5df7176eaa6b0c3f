package org.anfitrion.spi;

/** One capability of a session. A session offers a facet or does not; what a facet's presence cannot say, {@link Session#support} says. */
public interface Facet {}
