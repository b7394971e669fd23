import type { Box } from "../../lib/box.ts";
import type { Size } from "../../lib/picture.ts";
import type { ParameterSchemas, ParameterValues } from "../ir/parameters.ts";
import type { KeypointScheme } from "../ir/plan.ts";

/** The files of a dataset, as the runtime hands them to a reader; the compiler never reads any. */
export interface DataFiles {
  /** Names in a folder (relative to the dataset's path), sorted. Throws DataError where it can't be read. */
  list(folder: string): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array>;
  /** The same piece by piece, for a file that may be larger than memory. */
  pieces(path: string): AsyncIterable<Uint8Array>;
  /** So many bytes of a file, from `offset` on. */
  part(path: string, offset: number, length: number): Promise<Uint8Array>;
}

/** One annotated face. */
export interface Sample {
  /** Unique and stable: `01-1m`. */
  readonly id: string;
  /** Path of the picture's file, relative to the dataset's path; of pixels in a file of many, that file and its line: `training.csv:12`. */
  readonly image: string;
  /** Where the picture stands in the file of its annotations (`place`), if it has no file of its own. */
  readonly pixels?: PixelRow;
  /** The same for samples that must not be parted; absent: by the name of their picture. */
  readonly group?: string;
  /** [x, y, ...] of all points of the scheme. */
  readonly points: Float64Array;
  /** `share`: of width and height; `pixels`: pixel centres of the source. */
  readonly frame: "share" | "pixels";
  /** Where only some points are annotated: 1 for each that is, 0 for the others, which `points` has as NaN. */
  readonly annotated?: Uint8Array;
  /** The face's box in pixels of the source, edge to edge; it may leave the picture. */
  readonly box?: Box;
  /** The picture's size by the annotations, where they tell it; another one means that the points are of another picture. */
  readonly size?: Size;
  /** Where it is annotated: a file, relative to the dataset's path, and a line of it where the file has several faces. */
  readonly place: DataPlace;
  /** What a split can go by: { person: 1 }. */
  readonly tags: Readonly<Record<string, number | string>>;
}

/** Where a gray picture stands as numbers in a row of a CSV file. */
export interface PixelRow {
  /** Bytes of the file before the row, and of the row. */
  readonly offset: number;
  readonly length: number;
  /** Its place among the row's cells. */
  readonly column: number;
  readonly height: number;
  readonly width: number;
}

export interface DataPlace {
  readonly file: string;
  /** From 1. */
  readonly line?: number;
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
  readonly channels: number | ((parameters: P) => number);
  /** Height and width of its pictures, where the parameters say; absent: only the files know. */
  readonly size?: (parameters: P) => readonly [height: number, width: number] | undefined;
  /** True where every sample has a box; a function where its parameters say so. */
  readonly boxes?: boolean | ((parameters: P) => boolean);
  /** Tags that its samples may have, for splits to go by. */
  readonly tags: readonly string[];
  /** What to do where there is no such folder: where the data comes from, and how to make a stand-in. */
  readonly advice: (parameters: P) => string;
  /**
   * Samples one after the other, in the order of the files, and in place of each that is wrong what is wrong with it. Holds no more
   * than one picture's annotations at a time. Throws DataError where there is no going on: a folder is missing, a file is cut off.
   */
  readonly read: (files: DataFiles, parameters: P, scheme: KeypointScheme) => AsyncIterable<Sample | DataError>;
}

export function defineReader<P extends ParameterValues>(reader: Reader<P>): Reader {
  return reader as unknown as Reader;
}

/** What `work` gives, or the DataError that it throws. */
export async function orFault<T>(work: () => T | Promise<T>): Promise<T | DataError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
}

/** The same, of work that is done at once. */
export function faultOr<T>(work: () => T): T | DataError {
  try {
    return work();
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
}
