import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject } from "vitest";

const peakModule = fileURLToPath(new URL("./peak.cjs", import.meta.url));

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  /** The working folder. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** User to run as, where root would be allowed everything. */
  readonly uid?: number;
}

/** Runs the bundled `kpc` to its end. */
export function kpc(args: readonly string[], { cwd, env = {}, uid }: Place): Finished {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [inject("bin"), ...args], {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    timeout: 55_000,
    maxBuffer: 2 ** 26,
    ...(uid === undefined ? {} : { uid }),
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

/** The same, of something hostile: it has to end soon, and to hold little memory, whatever it is. */
export function kpcUnharmed(args: readonly string[], { env = {}, ...place }: Place): Finished {
  const folder = mkdtempSync(join(tmpdir(), "kpnet-peak-"));
  const peak = join(folder, "peak");
  const start = performance.now();
  try {
    const finished = kpc(args, { ...place, env: { ...env, NODE_OPTIONS: `--require ${peakModule}`, PEAK_FILE: peak } });
    // Alone it takes a fifth of a second; the machine may be busy.
    expect((performance.now() - start) / 1000, `${finished.stderr}: seconds`).toBeLessThan(10);
    expect(Number(readFileSync(peak, "utf8")) / 1024, `${finished.stderr}: MiB`).toBeLessThan(500);
    return finished;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the bundled `kpc`; `finished` is what came of it. */
export function startKpc(
  args: readonly string[],
  { cwd, env = {} }: Place,
): { readonly child: ChildProcess; readonly finished: Promise<Finished> } {
  const child = spawn(process.execPath, [inject("bin"), ...args], { cwd, env: { ...process.env, ...env } });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const finished = new Promise<Finished>((resolve) => {
    child.on("close", (code, signal) => {
      // As a shell has it.
      const status = signal === null ? code : 128 + constants.signals[signal];
      resolve({ status, stdout, stderr });
    });
  });
  return { child, finished };
}

/** The command did what it should, and had nothing to remark. Gives what it printed. */
export function printed({ status, stdout, stderr }: Finished): string {
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

/** The command ended with this code, told in words why, and printed no result and no stack trace. Gives what it told. */
export function told({ status, stdout, stderr }: Finished, code: number): string {
  expect({ status, stdout }, stderr).toEqual({ status: code, stdout: "" });
  expect(stderr).toMatch(/\S/);
  expect(stderr).not.toMatch(/^ {4}at |undefined|\[object |NaN/m);
  expect(stderr).not.toMatch(/\b(E[A-Z]{4,}|ERR_\w+)\b/);
  return stderr;
}
