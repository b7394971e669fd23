/** PyTorch's batch norm counts its batches, for a momentum that is seldom used; files with and without that number are fine. */
export function isCounter(key: string): boolean {
  return key === counter || key.endsWith(`.${counter}`);
}

const counter = "num_batches_tracked";

/**
 * The bytes of a tensor in a file of weights, and their dtype: float32, but for counters, which are int64 in PyTorch. One that
 * holds no whole numbers, and so counts nothing, stays as it is.
 */
export function stateDictBytes(key: string, data: Float32Array): { dtype: "F32" | "I64"; bytes: Uint8Array } {
  const counted = isCounter(key) && data.every(Number.isSafeInteger);
  const numbers = counted ? BigInt64Array.from(data, BigInt) : data;
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return { dtype: counted ? "I64" : "F32", bytes };
}
