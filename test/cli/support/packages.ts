import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { packagesOf, type TfjsTargetName } from "../../../runtime/engines/requirements.ts";

const installed = fileURLToPath(new URL("../../../node_modules/", import.meta.url));

/**
 * Gives a project all packages of a target: those that are installed here, but in place of some an ES module whose text is given
 * by the package's name.
 */
export function givePackages(
  project: string,
  target: TfjsTargetName,
  modules: Readonly<Record<string, string>> = {},
): void {
  for (const name of packagesOf(target)) {
    const folder = join(project, "node_modules", name);
    mkdirSync(dirname(folder), { recursive: true });
    if (modules[name] === undefined) symlinkSync(join(installed, name), folder);
    else writePackage(folder, name, modules[name]);
  }
}

function writePackage(folder: string, name: string, module: string): void {
  mkdirSync(folder);
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name, version: "9.9.9", type: "module", main: "index.js" }),
  );
  writeFileSync(join(folder, "index.js"), module);
}

/** The address of a package that is installed here, to be imported by a module that stands in for it. */
export function addressOf(name: string): string {
  return import.meta.resolve(name);
}
