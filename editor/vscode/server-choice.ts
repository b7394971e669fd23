import { dirname, join } from "node:path";

/** How to start `kpc`: a program of its own, or a file that Node runs. */
export type KpcProgram =
  | { readonly kind: "program"; readonly command: string; readonly from: Origin }
  | { readonly kind: "module"; readonly path: string; readonly from: Origin };

type Origin = "setting" | "project" | "extension";

export interface Surroundings {
  /** The setting `kpc.path`. */
  readonly setting: string;
  readonly folders: readonly string[];
  /** Whether the person trusts the folders: programs in them are run only then. */
  readonly isTrusted: boolean;
  /** The server that comes with the extension. */
  readonly bundled: string;
  readonly exists: (path: string) => boolean;
}

/** Where the `kpc` of a project is, from its root. */
const installed = join("node_modules", "kpnet", "dist", "kpc.cjs");

/** The `kpc` that answers: what the setting says, else the one installed in the project or above it, else the extension's own. */
export function chooseServer({ setting, folders, isTrusted, bundled, exists }: Surroundings): KpcProgram {
  if (isTrusted && setting !== "") {
    return isModule(setting)
      ? { kind: "module", path: setting, from: "setting" }
      : { kind: "program", command: setting, from: "setting" };
  }
  const found = isTrusted
    ? folders
        .flatMap(upwards)
        .map((folder) => join(folder, installed))
        .find(exists)
    : undefined;
  if (found !== undefined) return { kind: "module", path: found, from: "project" };
  return { kind: "module", path: bundled, from: "extension" };
}

function isModule(path: string): boolean {
  return /\.[cm]?js$/.test(path);
}

function upwards(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}
