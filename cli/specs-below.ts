import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The .kpnet files in a folder and below it, but for hidden ones and installed packages. */
export function specsBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.name.startsWith(".") || entry.name === "node_modules") return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return specsBelow(path);
    return entry.isFile() && entry.name.endsWith(".kpnet") ? [path] : [];
  });
}
