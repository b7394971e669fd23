import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject } from "vitest";
import { kpc } from "../../cli/support/kpc.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const example = join(root, "examples/browser");

export interface BuiltPage {
  readonly url: string;
  /** A project with nosenet.kpnet and the run of it whose weights the page has. */
  readonly folder: string;
  readonly run: string;
  close(): void;
}

/** Has NoseNet learn the twelve pictures of two drawn people, and builds and serves the page with these weights. */
export async function buildPage(): Promise<BuiltPage> {
  const folder = mkdtempSync(join(tmpdir(), "kpnet-page-"));
  mkdirSync(join(folder, "data"));
  symlinkSync(inject("faces"), join(folder, "data/imm"));
  writeFileSync(join(folder, "package.json"), "{}");
  const spec = readFileSync(join(root, "specs/nosenet.kpnet"), "utf8");
  const small = spec.replace("by_person(train: 1..32, validation: 33..40)", "by_person(train: 1..2, validation: [3])");
  writeFileSync(join(folder, "nosenet.kpnet"), small);
  const settings = ["epochs=150", "batch=4", "optimizer.lr=2e-3"].flatMap((setting) => ["--set", setting]);
  const trained = kpc(["train", "nosenet.kpnet#Nose", ...settings, "--out", "run"], { cwd: folder });
  expect(trained.status, trained.stderr).toBe(0);

  const site = join(folder, "site");
  const weights = join(folder, "run/checkpoints/last.safetensors");
  const options = ["--kpc", inject("bin"), "--site", site, "--weights", weights];
  const built = spawnSync(process.execPath, [join(example, "build.mjs"), ...options], { encoding: "utf8" });
  expect(built.status, built.stderr).toBe(0);
  const server = spawn(process.execPath, [join(example, "serve.mjs"), "--port", "0", "--site", site]);
  const [line] = (await once(server.stdout, "data")) as [Buffer];
  return {
    url: line.toString().trim(),
    folder,
    run: join(folder, "run"),
    close() {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
