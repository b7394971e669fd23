/** A byte tells so many numbers apart. */
const most = 256;
const tableBytes = most * Float32Array.BYTES_PER_ELEMENT;

/**
 * Numbers in the fewest bytes that give them back to the bit. Where there are at most 256 different ones, as in a picture that was never
 * resampled, these are a table of 256 numbers and one byte each; else, or where the table would be longer, they are as they were.
 */
export function packNumbers(numbers: Float32Array): Uint8Array {
  const plain = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  if (tableBytes + numbers.length >= numbers.byteLength) return plain;
  // By their bits: 0 and -0 are different, and a NaN is like itself.
  const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  const packed = new Uint8Array(tableBytes + numbers.length);
  const table = new Uint32Array(packed.buffer, 0, most);
  const places = new Map<number, number>();
  for (const [index, value] of bits.entries()) {
    let place = places.get(value);
    if (place === undefined) {
      if (places.size === most) return plain;
      place = places.size;
      places.set(value, place);
      table[place] = value;
    }
    packed[tableBytes + index] = place;
  }
  return packed;
}

/** What `count` numbers were packed to; `packed` begins at the start of its buffer. */
export function unpackNumbers(packed: Uint8Array, count: number): Float32Array {
  if (packed.byteLength === count * Float32Array.BYTES_PER_ELEMENT) return new Float32Array(packed.buffer, 0, count);
  const table = new Float32Array(packed.buffer, 0, most);
  const numbers = new Float32Array(count);
  for (let index = 0; index < count; index++) numbers[index] = table[packed[tableBytes + index]!]!;
  return numbers;
}
