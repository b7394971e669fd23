import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cruise, type ICruiseResult, type IModule } from "dependency-cruiser";
import { beforeAll, expect, it } from "vitest";
import { mayImport, pureFolders } from "./import-table.ts";

const root = new URL("../..", import.meta.url).pathname;
const folders = ["diagnostics", "lib", "grammar", "compiler", "compare", "runtime", "reports", "cli", "editor/server"];

/** Every module and what it imports; `types`: also what TypeScript erases. */
async function modulesOf(types: boolean): Promise<readonly IModule[]> {
  const { output } = await cruise(folders, {
    baseDir: root,
    tsPreCompilationDeps: types,
    exclude: { path: "node_modules" },
  });
  return (output as ICruiseResult).modules;
}

let modules: readonly IModule[];

beforeAll(async () => {
  modules = await modulesOf(true);
});

it("reads the modules of every folder", () => {
  for (const folder of folders) {
    const found = modules.filter((module) => module.source.startsWith(`${folder}/`));
    expect(found.length, folder).toBeGreaterThan(0);
  }
});

it("finds imports only where the table allows them", () => {
  const kinds = Object.keys(mayImport).sort((a, b) => b.length - a.length);
  const kindOf = (path: string) => kinds.find((kind) => path === kind || path.startsWith(`${kind}/`));
  const wrong = modules.flatMap(({ source, dependencies }) => {
    const from = kindOf(source);
    if (from === undefined) return [];
    return dependencies
      .filter(({ coreModule, couldNotResolve }) => !coreModule && !couldNotResolve)
      .map(({ resolved }) => ({ resolved, to: kindOf(resolved) ?? resolved }))
      .filter(({ to }) => to !== from && !mayImport[from]!.includes(to))
      .map(({ resolved }) => `${source} imports ${resolved}`);
  });
  expect(wrong).toEqual([]);
});

it("finds no cycles among what runs", async () => {
  const cycles = (await modulesOf(false)).flatMap(({ source, dependencies }) =>
    dependencies
      .filter(({ circular }) => circular)
      .map(({ cycle = [] }) => [source, ...cycle.map(({ name }) => name)].join(" -> ")),
  );
  expect(cycles).toEqual([]);
});

it("keeps the compiler and its leaves free of the machine they run on", () => {
  const pure = modules.filter(({ source }) => pureFolders.some((folder) => source.startsWith(`${folder}/`)));
  const imports = pure.flatMap(({ source, dependencies }) =>
    dependencies.filter(({ coreModule }) => coreModule).map(({ module }) => `${source} imports ${module}`),
  );
  const uses = pure.flatMap(({ source }) => {
    const found = /\b(process\.\w+|Date\.now|performance\.now|Math\.random|new Date)\b/.exec(codeOf(source));
    return found === null ? [] : [`${source} uses ${found[0]}`];
  });
  expect([...imports, ...uses]).toEqual([]);
});

/** Source text without comments and texts. */
function codeOf(path: string): string {
  const text = readFileSync(`${root}${path}`, "utf8");
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/gm, "");
}

it("holds no stale generated file", () => {
  const { status, stderr } = spawnSync("npm", ["run", "-s", "generate", "--", "--check"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
