import { expect } from "vitest";
import type { Tensors } from "../../runtime/engines/engine.ts";

/** Of the largest number of a tensor: how far apart two engines may be. */
const limit = 1e-4;

/**
 * Holds every tensor to the default engine's: no number may be off by more than 1e-4 of the tensor's largest. What is rounding
 * alone, such as the gradient of a bias before a batch norm, is measured against the largest number of its kind. Gives the
 * largest of these differences, and the tensor that has it.
 */
export function expectEqual(
  actual: Tensors,
  expected: Tensors,
): { readonly difference: number; readonly name: string } {
  for (const name of actual.keys()) {
    // Slots of what isn't trained, which only emitted modules keep.
    if (!expected.has(name)) expect(largest(actual.get(name)!), name).toBe(0);
  }
  let worst = { difference: 0, name: "" };
  for (const kind of new Set([...expected.keys()].map(kindOf))) {
    const names = [...expected.keys()].filter((name) => kindOf(name) === kind);
    const largestOfKind = Math.max(...names.map((name) => largest(expected.get(name)!)));
    for (const name of names) {
      const [numbers = new Float32Array(), wanted] = [actual.get(name), expected.get(name)!];
      expect(numbers.length, name).toBe(wanted.length);
      const own = largest(wanted);
      const measure = own < 1e-5 * largestOfKind ? largestOfKind : own;
      const difference = largest(wanted.map((number, index) => numbers[index]! - number)) / measure;
      expect(difference, name).toBeLessThan(limit);
      if (difference > worst.difference) worst = { difference, name };
    }
  }
  return worst;
}

/** `slots/exp_avg` of `slots/exp_avg/conv1.weight`. */
function kindOf(name: string): string {
  return name.split("/").slice(0, -1).join("/");
}

/** Not a number where one of them isn't. */
function largest(numbers: Float32Array): number {
  return numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
}
