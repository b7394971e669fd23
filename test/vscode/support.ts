import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ZipFile } from "../../runtime/weights/zip/read-zip.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The packed extension, unpacked again into a folder. */
export interface Unpacked {
  /** Where `extension/` is. */
  readonly folder: string;
  /** All that is in it, by path. */
  readonly files: readonly string[];
  remove(): void;
}

/** Packs the extension as `npm run vsix` does, and unpacks it far from any node_modules. */
export function packedExtension(): Unpacked {
  const folder = mkdtempSync(join(tmpdir(), "kpnet-vscode-"));
  const vsix = join(folder, "kpnet.vsix");
  execFileSync(process.execPath, ["scripts/vsix.mjs", vsix], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const zip = new ZipFile(readFileSync(vsix));
  for (const path of zip.names) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), zip.read(path)!);
  }
  const files = zip.names
    .filter((path) => path.startsWith("extension/"))
    .map((path) => path.slice("extension/".length));
  return { folder: join(folder, "extension"), files, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
