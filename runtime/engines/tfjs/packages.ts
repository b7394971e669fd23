import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packagesOf, type Requirement, requirements, type TfjsTargetName } from "../requirements.ts";
import { TargetError } from "../target-error.ts";
import type { Load } from "./messages.ts";

/**
 * Where a target's packages are: all in the project at `root`, or all beside kpc, so that there is one tfjs and not two.
 * Throws TargetError that says which are lacking and how to get them.
 */
export function findPackages(target: TfjsTargetName, root: string): Load {
  const { packages, backend, inNode }: Requirement = requirements[target];
  const names = packagesOf(target);
  const places = [join(root, "package.json"), import.meta.url].map((place) => addressesFrom(place, names));
  const whole = places.find((found) => found.size === names.length);
  if (whole === undefined) {
    const lacking = names.filter((name) => !places.some((found) => found.has(name)));
    const wanted = lacking.length === 0 ? names : lacking;
    throw new TargetError(`${target} needs ${wanted.join(" and ")}`, `npm install ${wanted.join(" ")}`);
  }
  return {
    kind: "load",
    target,
    backend: backend!,
    packages: Object.fromEntries(whole),
    library: packages[0]!,
    inNode,
  };
}

function addressesFrom(place: string, names: readonly string[]): Map<string, string> {
  const require = createRequire(place);
  const found = new Map<string, string>();
  for (const name of names) {
    try {
      found.set(name, pathToFileURL(require.resolve(name)).href);
    } catch {
      // Not there.
    }
  }
  return found;
}
