package io.bystack.core.model;

import io.bystack.core.bytes.Hash;

/** An entry by its kind and id. */
public record Entry(EntryType type, Hash id) {}
