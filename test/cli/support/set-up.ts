import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { synthesiseImm } from "../../../runtime/data/synth/synthesise-imm.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The bundled `kpc.cjs`. */
    readonly bin: string;
    /** A drawn data set in the layout of the IMM Face Database: 3 people. To be read only. */
    readonly faces: string;
  }
}

/** What all tests of the command line share: the bundle, as users run it, and a small data set. */
export default async function setUp(project: TestProject): Promise<() => void> {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  // Inside node_modules, so that the bundle finds the packages that stay outside of it.
  const bundle = join(root, "node_modules/.cache", `kpnet-cli-test-${process.pid}`);
  execFileSync(process.execPath, ["scripts/build.mjs", bundle], { cwd: root });
  const folder = mkdtempSync(join(tmpdir(), "kpnet-faces-"));
  const faces = join(folder, "imm");
  await synthesiseImm({ out: faces, seed: 1, people: 3 });
  project.provide("bin", join(bundle, "kpc.cjs"));
  project.provide("faces", faces);
  return () => {
    for (const path of [bundle, folder]) rmSync(path, { recursive: true, force: true });
  };
}
