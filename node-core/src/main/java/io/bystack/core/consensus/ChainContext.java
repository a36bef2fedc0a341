package io.bystack.core.consensus;

import io.bystack.core.store.TableReader;
import java.time.InstantSource;

/** What a protocol gets to work with when it is opened on a chain. */
public record ChainContext(
    BlockTree tree, TableReader tables, ChainControl control, InstantSource clock) {}
