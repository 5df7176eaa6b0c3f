package org.anfitrion.testkit.contract.report;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Enumerated values as words in lower case, and nothing but words that are known: Gson reads an unknown one as null. */
final class Words implements TypeAdapterFactory {

    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        T[] constants = constants(type);
        return constants == null ? null : new Adapter<>(constants);
    }

    @SuppressWarnings("unchecked") // a type token's raw type is that of its type
    private static <T> T @Nullable [] constants(TypeToken<T> type) {
        return ((Class<T>) type.getRawType()).getEnumConstants();
    }

    private static final class Adapter<T> extends TypeAdapter<T> {

        private final T[] constants;

        Adapter(T[] constants) {
            this.constants = constants;
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            out.value(word(value));
        }

        @Override
        public T read(JsonReader in) throws IOException {
            String word = in.nextString();
            for (T constant : constants) {
                if (word(constant).equals(word)) {
                    return constant;
                }
            }
            throw new JsonParseException("'" + word + "' at " + in.getPath() + " is not known");
        }

        private String word(T value) {
            return ((Enum<?>) value).name().toLowerCase(Locale.ROOT);
        }
    }
}
