import { countOf, type EmittedWeight } from "./emitted-module.ts";

/** Puts tensors one after the other, from the start of `flat`. */
export function fill(
  flat: Float32Array,
  weights: readonly EmittedWeight[],
  tensors: ReadonlyMap<string, Float32Array>,
): void {
  let offset = 0;
  for (const { key, shape } of weights) {
    const data = tensors.get(key);
    const count = countOf(shape);
    if (data?.length !== count)
      throw new Error(`${key} has ${data?.length ?? "no"} numbers, not the ${count} of [${shape.join(", ")}]`);
    flat.set(data, offset);
    offset += count;
  }
}

/** Views of the tensors that lie one after the other in `flat`, by key; `prefix` stands before each key. */
export function tensorsOf(
  flat: Float32Array,
  weights: readonly EmittedWeight[],
  prefix = "",
): [string, Float32Array][] {
  let offset = 0;
  return weights.map(({ key, shape }) => {
    const data = flat.subarray(offset, offset + countOf(shape));
    offset += data.length;
    return [prefix + key, data];
  });
}
