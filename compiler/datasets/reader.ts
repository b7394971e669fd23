import type { Box } from "../../lib/box.ts";
import type { ParameterSchemas, ParameterValues } from "../ir/parameters.ts";

/** The files of a dataset, as the runtime hands them to a reader; the compiler never reads any. */
export interface DataFiles {
  /** Names in a folder (relative to the dataset's path), sorted. Throws DataError where it can't be read. */
  list(folder: string): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array>;
}

/** One annotated picture. */
export interface Sample {
  /** Unique and stable: `01-1m`. */
  readonly id: string;
  /** Path of the picture's file, relative to the dataset's path. */
  readonly image: string;
  /** [x, y, ...] of all points of the scheme. */
  readonly points: Float64Array;
  /** `share`: of width and height; `pixels`: pixel centres of the source. */
  readonly frame: "share" | "pixels";
  /** The face's box in pixels of the source, edge to edge; it may leave the picture. */
  readonly box?: Box;
  /** What a split can go by: { person: 1 }. */
  readonly tags: Readonly<Record<string, number | string>>;
}

/** Something wrong with data, located: file, line (from 1) and a sentence. Exit code 3. */
export class DataError extends Error {
  readonly file: string;
  readonly line: number | undefined;
  /** What is wrong with other files, where several were looked at. */
  readonly others: readonly DataError[];
  constructor(message: string, file: string, line?: number, others: readonly DataError[] = []) {
    super(message);
    this.file = file;
    this.line = line;
    this.others = others;
  }
}

/** A reader of one format of annotated pictures: one value in one file here. */
export interface Reader<P extends ParameterValues = ParameterValues> {
  readonly name: string;
  readonly doc: string;
  /** `path` among them, always first. */
  readonly parameters: ParameterSchemas;
  /** Points a sample has, where the format says; checked against the keypoint scheme. */
  readonly points?: number;
  /** What its pictures are before any step: channels, and numbers of 0..1. */
  readonly channels: number;
  /** True where every sample has a box. */
  readonly boxes?: boolean;
  /** What to do where there is no such folder: where the data comes from, and how to make a stand-in. */
  readonly advice: (parameters: P) => string;
  readonly read: (files: DataFiles, parameters: P) => Promise<readonly Sample[]>;
}

export function defineReader<P extends ParameterValues>(reader: Reader<P>): Reader {
  return reader as unknown as Reader;
}
