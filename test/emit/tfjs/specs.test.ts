import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type CompilationUnit, planCompilation, unitOf } from "../../../cli/compilation.ts";
import { loadSoundSpec } from "../../../cli/spec.ts";
import { tfjsBackends } from "../../../compiler/5-emit/tfjs/tfjs-backend.ts";
import { emittedText } from "./support/emit-request.ts";
import { typeErrors } from "./support/type-check.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const specs = readdirSync(join(root, "specs")).filter((name) => name.endsWith(".kpnet"));

/** All models of a spec; those that leave sizes open as its experiments train them. */
function unitsOf(spec: string): CompilationUnit[] {
  const { models, experiments, trained } = loadSoundSpec(spec).project;
  const open = [...experiments].filter(([, { model }]) => models.get(model)?.sizes !== undefined);
  const known = planCompilation(loadSoundSpec(spec)).filter(({ graph }) => graph.sizes === undefined);
  return [...known, ...open.map(([name, experiment]) => unitOf(trained.get(name)!, experiment))];
}

/** The modules of the project's specs, each for one target in turn. */
async function modules(): Promise<Map<string, string>> {
  const units = specs.flatMap((name) => unitsOf(`specs/${name}`));
  const targets = tfjsBackends.map(({ target }) => target);
  const texts = new Map<string, string>();
  for (const [place, { request }] of units.entries())
    texts.set(`${place}-${request.graph.name}.ts`, await emittedText(request, targets[place % targets.length]!, ".ts"));
  return texts;
}

test("modules of all specs pass tsc --strict and the formatter, and are the same when they are emitted again", async () => {
  const texts = await modules();
  expect(texts.size).toBeGreaterThan(specs.length);
  expect(typeErrors(texts)).toEqual([]);
  expect(await modules()).toEqual(texts);
  const folder = mkdtempSync(join(tmpdir(), "kpc-format-"));
  try {
    for (const [name, text] of texts) writeFileSync(join(folder, name), text);
    const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
    const words = [biome, "format", folder, `--config-path=${root}`];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
    expect(status, stdout + stderr).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 180_000);
