import { isCounter } from "./state-dict.ts";

/** A shape; sizes that a model leaves open are formulas. */
export type StoredShape = readonly (number | string)[];

/** A key where a file and a model differ. A shape is undefined on the side that lacks it. */
export interface Misfit<S extends StoredShape = readonly number[]> {
  readonly key: string;
  readonly problem: "missing" | "left over" | "other shape";
  readonly inFile: S | undefined;
  readonly inModel: S | undefined;
}

/**
 * Where a file's weights differ from what a model needs: in the model's order, then what is left over. None: they fit.
 *
 * @param fixed keys of tensors that are the same in every state dict of the model, which a file may lack: filters that only blur
 */
export function misfits<S extends StoredShape>(
  found: ReadonlyMap<string, { readonly shape: S }>,
  wanted: ReadonlyMap<string, S>,
  fixed: ReadonlySet<string> = new Set(),
): Misfit<S>[] {
  const ofModel = [...wanted].flatMap(([key, inModel]): Misfit<S>[] => {
    const inFile = found.get(key)?.shape;
    if (inFile === undefined)
      return isCounter(key) || fixed.has(key) ? [] : [{ key, problem: "missing", inFile, inModel }];
    return inFile.join() === inModel.join() ? [] : [{ key, problem: "other shape", inFile, inModel }];
  });
  const leftOver = [...found].flatMap(([key, { shape: inFile }]): Misfit<S>[] =>
    wanted.has(key) || isCounter(key) ? [] : [{ key, problem: "left over", inFile, inModel: undefined }],
  );
  return [...ofModel, ...leftOver];
}
