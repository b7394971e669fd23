import type { FileHandle } from "node:fs/promises";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { writeAtomically } from "../../runtime/checkpoints/atomic-write.ts";
import { readMetrics } from "../../runtime/runs/metrics-log.ts";
import { resumeRun } from "../../runtime/runs/resume-run.ts";
import { runPaths } from "../../runtime/runs/run-folder.ts";
import { startRun } from "../../runtime/runs/start-run.ts";
import { linearExperiment } from "./support/linear-experiment.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/** Bytes that the disk still takes from writes through a file handle. */
const disk = vi.hoisted(() => ({ free: Infinity }));

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  return { ...real, open: async (...args: Parameters<typeof real.open>) => limited(await real.open(...args)) };
});

/** Writes what there is room for, then fails, as a full disk does. */
function limited(file: FileHandle): FileHandle {
  const write = (name: "writeFile" | "appendFile") => {
    const real = file[name].bind(file);
    return async (content: string | Uint8Array) => {
      const bytes = Buffer.from(content as string);
      const room = Math.min(bytes.length, disk.free);
      disk.free -= room;
      await real(bytes.subarray(0, room));
      if (room < bytes.length) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    };
  };
  return Object.assign(file, { writeFile: write("writeFile"), appendFile: write("appendFile") });
}

beforeEach(() => {
  disk.free = Infinity;
});

test("a file that can't be written whole keeps its old content, and nothing is left beside it", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "file");
  await writeFile(path, "old");
  disk.free = 2;
  await expect(writeAtomically(path, "new content")).rejects.toMatchObject({
    message: `${path} could not be written: the disk is full; what was saved before is unchanged`,
    exitCode: 3,
  });
  expect(await readFile(path, "utf8")).toBe("old");
  expect(await readdir(folder)).toEqual(["file"]);
});

test("a run that can't even begin leaves no folder", async () => {
  const parent = await temporaryFolder();
  for (const free of [0, 35, 500, 1300]) {
    disk.free = free;
    await expect(startRun(linearExperiment(), { parent })).rejects.toMatchObject({ exitCode: 3 });
    expect(await readdir(parent)).toEqual([]);
  }
});

test("wherever the disk fills up, the run stops with one sentence and can be resumed to the same bytes", async () => {
  const whole = await startRun(linearExperiment(), { parent: await temporaryFolder() });
  const expected = await readFile(runPaths(whole.folder).last);
  let failures = 0;
  for (let free = 4000; ; free += 1300) {
    const parent = await temporaryFolder();
    disk.free = free;
    const error: unknown = await startRun(linearExperiment(), { parent }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error === undefined) break;
    failures++;
    expect(error).toMatchObject({ message: expect.stringContaining("the disk is full"), exitCode: 3 });
    disk.free = Infinity;
    const folder = join(parent, "Linear-1");
    const files = await readdir(folder, { recursive: true });
    expect(files.filter((file) => file.endsWith(".tmp"))).toEqual([]);
    await readMetrics(runPaths(folder).metrics);
    await resumeRun(folder, linearExperiment());
    expect((await readFile(runPaths(folder).last)).equals(expected)).toBe(true);
  }
  expect(failures).toBeGreaterThan(4);
});
