package io.bystack.core.model;

import io.bystack.core.bytes.Hash;

/**
 * All ids of one transaction (spec/01 §5, §6), indexed by input or output.
 *
 * @param inputs ids of the input entries, null for unknown inputs
 * @param slots the same with zero in the slots of earlier duplicates and unknown inputs
 * @param spent ids of the outputs the inputs refer to, null for inputs without
 */
// Private to the package and never changed once computed, so plain arrays are safe and small.
@SuppressWarnings("ArrayRecordComponent")
record TxIds(Hash id, Hash mux, Hash[] inputs, Hash[] slots, Hash[] spent, Hash[] results) {}
