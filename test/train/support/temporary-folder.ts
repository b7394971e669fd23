import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";

/** A folder that is gone when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await newFolder();
  onTestFinished(() => remove(folder));
  return folder;
}

/** A folder that is gone when all tests of the file are over. Call it at the file's top or in `beforeAll`. */
export async function folderForFile(): Promise<string> {
  const folder = await newFolder();
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.map(remove)));

const newFolder = () => mkdtemp(join(tmpdir(), "kpnet-"));
const remove = (folder: string) => rm(folder, { recursive: true, force: true });
