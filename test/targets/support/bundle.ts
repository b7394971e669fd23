import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { type TfjsTargetName, targetNamed } from "../../emit/tfjs/support/emit-request.ts";
import type { TargetCase } from "../cases.ts";

const support = fileURLToPath(new URL(".", import.meta.url));
const cache = fileURLToPath(new URL("../../../node_modules/.cache/", import.meta.url));

/**
 * Emits every case for a target and bundles the TypeScript with `host`, a module of this folder whose `host` takes the modules
 * by name. Gives the bundle's path, in a folder of its own inside node_modules, so that Node finds tfjs from there.
 */
export async function bundle(
  cases: readonly TargetCase[],
  target: TfjsTargetName,
  host: string,
  options: BuildOptions,
): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(`${cache}targets-`);
  for (const { name, request } of cases) {
    mkdirSync(join(folder, name));
    for (const { path, content } of await targetNamed(target).emit(request))
      writeFileSync(join(folder, name, path), content);
  }
  const entry = [
    `import { host } from ${JSON.stringify(support + host)};`,
    ...cases.map(({ name, request }) => `import * as ${name} from "./${name}/${request.graph.name}.ts";`),
    `host({ ${cases.map(({ name }) => name).join(", ")} });`,
  ];
  writeFileSync(join(folder, "entry.ts"), entry.join("\n"));
  const outfile = join(folder, "bundle.mjs");
  await build({
    entryPoints: [join(folder, "entry.ts")],
    outfile,
    bundle: true,
    format: "esm",
    logLevel: "warning",
    ...options,
  });
  return outfile;
}
