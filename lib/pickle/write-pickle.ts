/**
 * Pickles of protocol 2, spelled piece by piece: enough for a state dict. Each function gives the opcodes that leave one
 * value on the stack.
 */
export type Pickled = readonly number[];

export const emptyTuple: Pickled = [opcode(")")];
export const no: Pickled = [0x89];

export function text(value: string): Pickled {
  const encoded = new TextEncoder().encode(value);
  return [opcode("X"), ...littleEndian(encoded.length, 4), ...encoded];
}

/** Not negative. */
export function integer(value: number): Pickled {
  if (value < 2 ** 31) return [opcode("J"), ...littleEndian(value, 4)];
  return [0x8a, 8, ...littleEndian(value, 8)];
}

export function tuple(items: readonly Pickled[]): Pickled {
  return [opcode("("), ...items.flat(), opcode("t")];
}

export function global(module: string, name: string): Pickled {
  return [opcode("c"), ...new TextEncoder().encode(`${module}\n${name}\n`)];
}

export function call(callee: Pickled, args: Pickled): Pickled {
  return [...callee, ...args, opcode("R")];
}

/** An object that is kept outside. */
export function persistent(id: Pickled): Pickled {
  return [...id, opcode("Q")];
}

/** The dict, with these items. */
export function withItems(dict: Pickled, items: readonly (readonly [Pickled, Pickled])[]): Pickled {
  return [...dict, opcode("("), ...items.flat(2), opcode("u")];
}

/** A whole pickle. */
export function pickle(value: Pickled): Uint8Array {
  return Uint8Array.from([0x80, 2, ...value, opcode(".")]);
}

function littleEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, place) => Math.floor(value / 256 ** place) % 256);
}

function opcode(character: string): number {
  return character.charCodeAt(0);
}
