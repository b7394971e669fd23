import { ByteReader } from "./byte-reader.ts";
import { Machine, type PickleHost } from "./machine.ts";
import { opcodes, stop } from "./opcodes.ts";
import { PickleError } from "./pickle-error.ts";

/** A pickle's value, and where the bytes after it begin. */
export interface ReadPickle {
  readonly value: unknown;
  readonly end: number;
}

/** Some 35 make a tensor. The limit bounds memory: an empty dict is one byte of a pickle, and 200 once it is made. */
const mostOpcodes = 1_000_000;

/**
 * Reads Python's pickle format (https://docs.python.org/3/library/pickletools.html) without running anything: plain data, and
 * calls of the few functions that the host offers. Each opcode costs time and memory in proportion to its
 * bytes, their number is limited, and nothing recurses, so no pickle is slow, large or deep.
 *
 * @throws PickleError for whatever else it holds
 */
export function readPickle(bytes: Uint8Array, host: PickleHost, from = 0): ReadPickle {
  const input = new ByteReader(bytes, from);
  const machine = new Machine(input, host);
  for (let count = 0; count < mostOpcodes; count++) {
    const opcode = input.byte();
    if (opcode === stop) return { value: machine.pop(), end: input.at };
    const run = opcodes[opcode];
    if (run === undefined) {
      const hex = opcode.toString(16).padStart(2, "0");
      throw new PickleError(
        `holds a pickle with opcode 0x${hex} at byte ${input.at - 1}, which plain tensors never need`,
      );
    }
    run(machine);
  }
  throw new PickleError(
    `holds a pickle of over ${mostOpcodes.toLocaleString("en")} steps, far more than a state dict needs`,
  );
}
