import { DataError } from "../../compiler/datasets/reader.ts";
import type { SplitName } from "../../compiler/splits/split.ts";
import type { Examples } from "./examples.ts";

/** Throws DataError where no example of a split shows any point: nothing could be learned or measured. */
export function refuseAllHidden({ plain, ids }: Examples, split: SplitName, shown: string): void {
  const seesSome = (index: number): boolean => plain.target(index, 1).visible?.includes(1) ?? true;
  if (ids.some((_, index) => seesSome(index))) return;
  throw new DataError(`gives no point that can be seen for any picture of the split's ${split} part`, shown);
}
