/**
 * Writes protocol-buffer messages: a message is the bytes of its fields, one after the other, each led by a tag of field
 * number and wire type (https://protobuf.dev/programming-guides/encoding). Numbers are whole, 64-bit two's complement;
 * `fixed64`, groups and maps are not there, since nothing here needs them.
 */
export type Message = readonly Field[];

/** One field, encoded. Fields of an absent value are left out by whoever builds the message. */
export type Field = readonly Uint8Array[];

const varintType = 0;
const fixed64Type = 1;
const lengthType = 2;
const fixed32Type = 5;

const utf8 = new TextEncoder();

/** int32, int64, enum and bool. */
export function varintField(number: number, value: number | bigint): Field {
  return [tag(number, varintType), varint(BigInt(value))];
}

/** float. */
export function floatField(number: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [tag(number, fixed32Type), bytes];
}

/** double. */
export function doubleField(number: number, value: number): Field {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return [tag(number, fixed64Type), bytes];
}

export function stringField(number: number, value: string): Field {
  return bytesField(number, utf8.encode(value));
}

export function bytesField(number: number, value: Uint8Array): Field {
  return [tag(number, lengthType), varint(BigInt(value.length)), value];
}

/** A message within a message. */
export function messageField(number: number, message: Message): Field {
  const pieces = message.flat();
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return [tag(number, lengthType), varint(BigInt(length)), ...pieces];
}

/** repeated int64, packed as proto3 packs it. */
export function packedVarintField(number: number, values: readonly (number | bigint)[]): Field {
  return messageField(
    number,
    values.map((value) => [varint(BigInt(value))]),
  );
}

/** repeated float, packed. */
export function packedFloatField(number: number, values: readonly number[]): Field {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setFloat32(4 * index, value, true);
  });
  return bytesField(number, bytes);
}

export function encodeMessage(message: Message): Uint8Array {
  const pieces = message.flat();
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

function tag(field: number, wireType: number): Uint8Array {
  return varint(BigInt(field * 8 + wireType));
}

/** Seven bits a byte, lowest first; the high bit says that more follow. Negative numbers take ten bytes. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest >= 128n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
