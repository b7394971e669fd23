import { createReadStream } from "node:fs";
import { open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DataError, type DataFiles } from "../../compiler/datasets/reader.ts";
import { reasonOf } from "../system-error.ts";

/**
 * The files of a dataset's folder on disk. Errors name files relative to it, as readers do (see `inFolder`); `advice`
 * follows the message that there is no such folder.
 */
export function diskFiles(folder: string, advice: string): DataFiles {
  return {
    async list(inner) {
      try {
        return (await readdir(join(folder, inner))).sort();
      } catch (error) {
        throw new DataError(folderProblem(error, folder, advice), inner);
      }
    },
    async read(path) {
      try {
        return await readFile(join(folder, path));
      } catch (error) {
        throw new DataError(`can't be read: ${reasonOf(error)}`, path);
      }
    },
    async part(path, offset, length) {
      try {
        return await partOf(join(folder, path), offset, length);
      } catch (error) {
        throw new DataError(`can't be read: ${reasonOf(error)}`, path);
      }
    },
    async *pieces(path) {
      // Throws as a whole folder that is missing does, with the advice that belongs to it.
      await this.list("");
      try {
        yield* createReadStream(join(folder, path));
      } catch (error) {
        throw new DataError(`can't be read: ${reasonOf(error)}`, path);
      }
    },
  };
}

/** Does `work` on a dataset's files; users see their paths from the project root in what it throws. */
export async function inFolder<T>(shown: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw withPath(error, shown);
  }
}

/** The same for what a reader gives, in place of samples that are wrong too. */
export async function* eachInFolder<T>(
  shown: string,
  found: AsyncIterable<T | DataError>,
): AsyncGenerator<T | DataError> {
  try {
    for await (const each of found) yield each instanceof DataError ? withPath(each, shown) : each;
  } catch (error) {
    throw error instanceof DataError ? withPath(error, shown) : error;
  }
}

/** The error with the path of its file from the project root. */
export function withPath({ message, file, line, others }: DataError, shown: string): DataError {
  const moved = others.map((other) => withPath(other, shown));
  return new DataError(message, showPath(shown, file), line, moved);
}

/** Path of a file for messages. */
export function showPath(folder: string, path: string): string {
  return path === "" ? folder : `${folder}/${path}`;
}

async function partOf(path: string, offset: number, length: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read({ buffer: new Uint8Array(length), position: offset });
    if (bytesRead < length) throw new Error("it has become shorter");
    return buffer;
  } finally {
    await file.close();
  }
}

function folderProblem(error: unknown, folder: string, advice: string): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return `there is no such folder (${folder}). ${advice}`;
  return `can't be read as a folder: ${reasonOf(error)}`;
}
