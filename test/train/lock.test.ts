import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { withLock } from "../../runtime/runs/lock.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kpnet-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const nothing = async (): Promise<void> => {};

it("refuses a folder in which this process trains, and frees it afterwards", async () => {
  await withLock(folder, async () => {
    await expect(withLock(folder, nothing)).rejects.toThrow("is being trained by another process");
  });
  expect(existsSync(join(folder, "lock"))).toBe(false);
  await withLock(folder, nothing);
});

it("refuses a folder in which another process trains", async () => {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  try {
    await writeFile(join(folder, "lock"), String(other.pid));
    await expect(withLock(folder, nothing)).rejects.toThrow(`another process (${other.pid})`);
  } finally {
    other.kill("SIGKILL");
  }
});

it("takes the lock of a process that was killed", async () => {
  const other = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => other.on("exit", resolve));
  await writeFile(join(folder, "lock"), String(other.pid));
  expect(await withLock(folder, async () => "done")).toBe("done");
});

it("frees the folder where the work fails", async () => {
  await expect(withLock(folder, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(join(folder, "lock"))).toBe(false);
});
