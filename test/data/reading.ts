import { DataError, type DataFiles, type Reader, type Sample } from "../../compiler/datasets/reader.ts";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import type { KeypointScheme } from "../../compiler/ir/plan.ts";
import { origin } from "./fixtures.ts";

export type FilesByPath = Readonly<Record<string, string | Uint8Array>>;

/** Files that are on no disk; large ones come in pieces of this many bytes. */
export function inMemory(files: FilesByPath, piece = 1000): DataFiles {
  const bytesOf = (path: string) => {
    const content = files[path];
    if (content === undefined) throw new DataError("can't be read: there is no such file", path);
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  };
  return {
    list: async (folder) => {
      const prefix = folder === "" ? "" : `${folder}/`;
      const inside = Object.keys(files).filter((path) => path.startsWith(prefix));
      return [...new Set(inside.map((path) => path.slice(prefix.length).split("/")[0]!))].sort();
    },
    read: async (path) => bytesOf(path),
    part: async (path, offset, length) => bytesOf(path).subarray(offset, offset + length),
    async *pieces(path) {
      const bytes = bytesOf(path);
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
}

export function schemeOf(count: number, names: Readonly<Record<string, number>> = {}): KeypointScheme {
  return { name: `Face${count}`, count, groups: {}, names, origin };
}

/** All that a reader gives, what is wrong with samples in place of them. */
export async function readAll(
  reader: Reader,
  files: DataFiles,
  parameters: ParameterValues,
  scheme: KeypointScheme,
): Promise<readonly (Sample | DataError)[]> {
  const all: (Sample | DataError)[] = [];
  for await (const each of reader.read(files, parameters, scheme)) all.push(each);
  return all;
}

/** The samples of files that are sound; throws the first thing that is wrong. */
export async function readSamples(...args: Parameters<typeof readAll>): Promise<readonly Sample[]> {
  return (await readAll(...args)).map((each) => {
    if (each instanceof DataError) throw each;
    return each;
  });
}
