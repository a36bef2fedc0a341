/**
 * The virtual machine (spec/02 §1–6): instruction sets, one run loop, gas, the programs in common
 * use, and program text. Start with {@link io.bystack.core.vm.VirtualMachine}; its runs are {@link
 * io.bystack.core.vm.Execution}s. Uses {@code core.bytes}, {@code core.hash} and {@code
 * core.crypto}.
 */
package io.bystack.core.vm;
