package dev.glassbox.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The list of all parameters of a model in file order, laid end to end in one array.
///
/// Gradients and the optimizer's moments use the same layout, so copying, saving and updating a model is one loop over one array.
public final class ParameterLayout {
    private final Map<String, Parameter> byName;
    private final List<Parameter> parameters;
    private final int size;

    private ParameterLayout(Map<String, Parameter> byName, int size) {
        this.byName = Collections.unmodifiableMap(byName);
        this.parameters = List.copyOf(byName.values());
        this.size = size;
    }

    /// All parameters in file order.
    public List<Parameter> parameters() {
        return parameters;
    }

    /// The number of weights in total.
    public int size() {
        return size;
    }

    public Optional<Parameter> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// @throws IllegalArgumentException if the model has no such parameter
    public Parameter get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(
                "No parameter '" + name + "' in this model; it has " + new ArrayList<>(byName.keySet())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParameterLayout layout && parameters.equals(layout.parameters);
    }

    @Override
    public int hashCode() {
        return parameters.hashCode();
    }

    /// Collects parameters in file order.
    public static final class Builder {
        private final Map<String, Parameter> byName = new LinkedHashMap<>();
        private long size;

        /// Appends a parameter behind all earlier ones.
        public Parameter add(String name, Shape shape) {
            if (byName.containsKey(name)) {
                throw new IllegalArgumentException("Parameter '" + name + "' is declared twice");
            }
            if (size + shape.size() > Integer.MAX_VALUE - 64) {
                throw new IllegalArgumentException("More than " + (Integer.MAX_VALUE - 64)
                        + " weights do not fit into one array; make the model smaller");
            }
            Parameter parameter = new Parameter(name, shape, (int) size);
            byName.put(name, parameter);
            size += shape.size();
            return parameter;
        }

        public ParameterLayout build() {
            return new ParameterLayout(new LinkedHashMap<>(byName), (int) size);
        }
    }
}
