/** A scalar of a TensorBoard event file. */
export interface Scalar {
  readonly step: number;
  readonly wallTime: number;
  readonly tag: string;
  readonly value: number;
}

/**
 * Reads an event file as its formats are documented, with no code of ours: TFRecord framing with masked CRC-32C, `Event` and `Summary`
 * as protocol buffers. Throws where a checksum is wrong.
 */
export function readEventFile(bytes: Buffer): { readonly version: string; readonly scalars: readonly Scalar[] } {
  const events = records(bytes).map(fieldsOf);
  const [first, ...rest] = events;
  const version = (first!.get(3)![0] as Buffer).toString();
  const scalars = rest.flatMap((event) => {
    const step = Number(event.get(2)![0]);
    const wallTime = (event.get(1)![0] as Buffer).readDoubleLE();
    const summary = fieldsOf(event.get(5)![0] as Buffer);
    return (summary.get(1) as Buffer[]).map((each) => {
      const value = fieldsOf(each);
      return { step, wallTime, tag: String(value.get(1)![0]), value: (value.get(2)![0] as Buffer).readFloatLE() };
    });
  });
  return { version, scalars };
}

function records(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at));
    checkSum(bytes.subarray(at, at + 8), bytes.readUInt32LE(at + 8));
    const data = bytes.subarray(at + 12, at + 12 + length);
    checkSum(data, bytes.readUInt32LE(at + 12 + length));
    found.push(data);
    at += 16 + length;
  }
  return found;
}

function checkSum(data: Buffer, stored: number): void {
  // unmask: subtract the constant, turn 15 bits to the left.
  const turned = (stored - 0xa282ead8) >>> 0;
  const expected = ((turned << 15) | (turned >>> 17)) >>> 0;
  if (expected !== crc32cBitByBit(data)) throw new Error("a checksum is wrong");
}

export function crc32cBitByBit(data: Uint8Array): number {
  let crc = 0xffffffffn;
  for (const byte of data) {
    for (let bit = 0; bit < 8; bit++) {
      const carry = (crc ^ BigInt(byte >> bit)) & 1n;
      crc >>= 1n;
      if (carry) crc ^= 0x82f63b78n;
    }
  }
  return Number(crc ^ 0xffffffffn);
}

/** Values by field number: a bigint for a varint, bytes for the rest. */
function fieldsOf(message: Buffer): Map<number, (bigint | Buffer)[]> {
  const fields = new Map<number, (bigint | Buffer)[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = Number(varint());
    const [number, type] = [tag >> 3, tag & 7];
    const value = type === 0 ? varint() : take(type === 1 ? 8 : type === 5 ? 4 : Number(varint()));
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  return fields;

  function take(length: number): Buffer {
    at += length;
    return message.subarray(at - length, at);
  }
}
