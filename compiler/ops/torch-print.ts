/** How Python prints values in the reprs of PyTorch's modules. */

/** `0.2`, `1.0`, `1e-05`: repr of a float. Python turns to exponents below 1e-4 and from 1e16 on. */
export function pythonFloat(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [digits, exponent] = value.toExponential().split("e") as [string, string];
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `True`, `False`. */
export function pythonBool(value: boolean): string {
  return value ? "True" : "False";
}

/** `(3, 5)`, and `(3,)` for a single one. */
export function pythonTuple(items: readonly (number | string)[]): string {
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
}

/** A pair as it is given to a pool: `2` where both are equal, else `(1, 2)`. */
export function numberOrTuple([height, width]: readonly [number, number]): string {
  return height === width ? String(height) : pythonTuple([height, width]);
}
