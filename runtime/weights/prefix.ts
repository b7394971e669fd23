import type { Tensor } from "../../lib/safetensors.ts";
import { isCounter } from "../../lib/state-dict.ts";
import type { WeightShapes } from "../checkpoints/weight-shapes.ts";

type Shapes = ReadonlyMap<string, Pick<Tensor, "shape">>;

/** How many of a model's weights a file has in the right shape; counters fit every model, and so say nothing. */
export function countFitting(found: Shapes, wanted: WeightShapes): number {
  return [...wanted].filter(([key, shape]) => !isCounter(key) && found.get(key)?.shape.join() === shape.join()).length;
}

/**
 * What stands before every key of a file, such as the `module.` of PyTorch's DataParallel, where weights fit without it and none fits
 * with it; undefined where there is no such thing.
 */
export function prefixInTheWay(found: Shapes, wanted: WeightShapes): string | undefined {
  const [first = ""] = found.keys();
  if (countFitting(found, wanted) > 0) return undefined;
  const words = first.split(".").slice(0, -1);
  const prefixes = words.map((_, place) => `${words.slice(0, place + 1).join(".")}.`);
  return prefixes.find((prefix) => {
    const isCommon = [...found.keys()].every((key) => key.startsWith(prefix));
    return isCommon && countFitting(withoutPrefix(found, prefix), wanted) > 0;
  });
}

/** The same under keys without a prefix; keys that don't begin with it stay. */
export function withoutPrefix<T>(found: ReadonlyMap<string, T>, prefix: string): ReadonlyMap<string, T> {
  return new Map([...found].map(([key, value]) => [key.startsWith(prefix) ? key.slice(prefix.length) : key, value]));
}
