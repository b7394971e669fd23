/** Threefry-4x32-20: Salmon, Moraes, Dror, Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011, section 3. */
export type Words = readonly [number, number, number, number];

/** Rotation distances of the paper's table 2 for four words of 32 bits, two a round. */
const rotations = [
  [10, 26],
  [11, 21],
  [13, 27],
  [23, 5],
  [6, 20],
  [17, 11],
  [25, 10],
  [18, 20],
] as const;
const parity = 0x1bd11bda;
const rounds = 20;

/**
 * Enciphers a counter under a key: four words of 32 random bits, written to `out`. Every counter gives other words, any
 * two keys give unrelated ones, and only whole-number arithmetic is used, so the words are the same on every machine.
 */
export function threefry(counter: Words, key: Words, out: Uint32Array): void {
  const extended = [...key, key[0] ^ key[1] ^ key[2] ^ key[3] ^ parity];
  let x0 = (counter[0] + key[0]) | 0;
  let x1 = (counter[1] + key[1]) | 0;
  let x2 = (counter[2] + key[2]) | 0;
  let x3 = (counter[3] + key[3]) | 0;
  for (let round = 0; round < rounds; round++) {
    const [r0, r1] = rotations[round % 8]!;
    const [left, right] = [x1, x3];
    if (round % 2 === 0) {
      x0 = (x0 + left) | 0;
      x1 = rotate(left, r0) ^ x0;
      x2 = (x2 + right) | 0;
      x3 = rotate(right, r1) ^ x2;
    } else {
      x0 = (x0 + right) | 0;
      x3 = rotate(right, r0) ^ x0;
      x2 = (x2 + left) | 0;
      x1 = rotate(left, r1) ^ x2;
    }
    if (round % 4 === 3) {
      const injection = (round + 1) / 4;
      x0 = (x0 + extended[injection % 5]!) | 0;
      x1 = (x1 + extended[(injection + 1) % 5]!) | 0;
      x2 = (x2 + extended[(injection + 2) % 5]!) | 0;
      x3 = (x3 + extended[(injection + 3) % 5]! + injection) | 0;
    }
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
