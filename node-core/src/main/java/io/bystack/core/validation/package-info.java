/**
 * Validation of one transaction without any database (spec/02 §7–§10): what the chains share. A
 * chain module supplies a {@link io.bystack.core.validation.TransactionValidator} built on {@link
 * io.bystack.core.validation.TransactionWalk}. Uses {@code core.model} and {@code core.vm}.
 */
package io.bystack.core.validation;
