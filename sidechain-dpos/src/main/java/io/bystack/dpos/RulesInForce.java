package io.bystack.dpos;

/** What a change of tip needs of the rules. */
record RulesInForce(
    DposParameters parameters, ConsensusResults results, SignatureRules signatures) {}
