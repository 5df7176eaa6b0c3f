package org.anfitrion.libvirt.xml;

import jakarta.xml.bind.Binder;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import java.util.Map;
import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.spi.support.SecureXml;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An XML document and the typed objects that are bound to it. Changed objects change just what they stand for; everything
 * else in the document (unknown elements and attributes, comments, foreign namespaces) keeps its content and its place.
 *
 * <pre>{@code
 * BoundDocument<DomainElement> document = BoundDocument.parse(DomainElement.class, "domain XML", xml);
 * document.root().title = "web server";
 * String changed = document.print();
 * }</pre>
 *
 * <p>Not thread-safe; cheap, made for one use.
 *
 * @param <T> the class of the root element
 */
public final class BoundDocument<T> {

    private final Document document;
    private final Binder<Node> binder;
    private final T root;
    private final Copy before;

    private BoundDocument(Document document, Binder<Node> binder, T root) {
        this.document = document;
        this.binder = binder;
        this.root = root;
        this.before = Copy.of(root);
    }

    /**
     * Parses a document and binds it.
     *
     * @param type the class of the root element
     * @param what what it should be, for messages: {@code domain XML}
     * @param xml the text
     * @param <T> the class of the root element
     * @return the bound document
     * @throws InvalidSpecException if it is not well-formed, unsafe, or another kind of document
     */
    public static <T> BoundDocument<T> parse(Class<T> type, String what, String xml) {
        Document document = SecureXml.parse(what, xml);
        Binder<Node> binder = Context.of(type).createBinder();
        return new BoundDocument<>(document, binder, unmarshalled(binder, document, type, what, xml));
    }

    /**
     * Parses a document only to read it: without the means to write it back, so at half the cost.
     *
     * @param type the class of the root element
     * @param what what it should be, for messages: {@code domain XML}
     * @param xml the text
     * @param <T> the class of the root element
     * @return the root element
     * @throws InvalidSpecException if it is not well-formed, unsafe, or another kind of document
     */
    public static <T> T read(Class<T> type, String what, String xml) {
        Document document = SecureXml.parse(what, xml);
        return unmarshalled(Context.of(type).createBinder(), document, type, what, xml);
    }

    private static <T> T unmarshalled(Binder<Node> binder, Document document, Class<T> type, String what, String xml) {
        try {
            Object found = binder.unmarshal(document.getDocumentElement());
            if (type.isInstance(found)) {
                return type.cast(found);
            }
        } catch (JAXBException e) {
            String why = e.getLinkedException() == null
                    ? e.getMessage()
                    : e.getLinkedException().getMessage();
            throw InvalidSpecException.of(what, xml, String.valueOf(why));
        }
        throw InvalidSpecException.of(what, xml, "it is another kind of document");
    }

    /**
     * Prints typed objects as a new document.
     *
     * @param root the root element
     * @return the text
     */
    public static String printNew(Object root) {
        Copy copy = Copy.of(root);
        Layout.indent(copy.element());
        return SecureXml.print(copy.document());
    }

    /**
     * Returns the root element. Change it and what hangs on it as you like.
     *
     * @return the typed root
     */
    public T root() {
        return root;
    }

    /**
     * Writes the changes into the document and prints it.
     *
     * @return the whole document's text
     */
    public String print() {
        Copy after = Copy.of(root);
        new Differences(document, binder, before, after).apply();
        return SecureXml.print(document);
    }

    /** What the objects say, and nothing else, with the node of each object. */
    record Copy(Document document, Binder<Node> binder) {

        static Copy of(Object root) {
            Document document = SecureXml.empty();
            Binder<Node> binder = Context.of(root.getClass()).createBinder();
            try {
                binder.marshal(root, document);
            } catch (JAXBException e) {
                throw new IllegalStateException("objects of text can be marshalled", e);
            }
            OwnNamespace.declareWhereUsed(document);
            return new Copy(document, binder);
        }

        Element element() {
            return Objects.requireNonNull(document.getDocumentElement());
        }

        @Nullable
        Object boundTo(Node node) {
            return binder.getJAXBNode(node);
        }
    }

    /** One for each kind of document, made on first use: it takes some tenths of a second, and few programs read all. */
    private static final class Context extends ClassValue<JAXBContext> {
        private static final Context ALL = new Context();

        static JAXBContext of(Class<?> type) {
            return ALL.get(type);
        }

        @Override
        protected JAXBContext computeValue(Class<?> type) {
            Thread thread = Thread.currentThread();
            ClassLoader callers = thread.getContextClassLoader();
            // JAXB looks for its runtime there, and in a container that may be somebody else's, or nobody's.
            thread.setContextClassLoader(BoundDocument.class.getClassLoader());
            try {
                return JAXBContext.newInstance(new Class<?>[] {type}, Map.of());
            } catch (JAXBException e) {
                throw new IllegalStateException(
                        "cannot bind libvirt's XML: is org.glassfish.jaxb:jaxb-runtime there?", e);
            } finally {
                thread.setContextClassLoader(callers);
            }
        }
    }
}
