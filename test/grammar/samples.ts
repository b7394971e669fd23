import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = new URL("../..", import.meta.url).pathname;

function inFolder(folder: string): { name: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".kpnet"))
    .sort()
    .map((file) => ({ name: join(folder, file), text: readFileSync(join(root, folder, file), "utf8") }));
}

/** Texts without a syntax error: the specs, the examples of the language's description, and one of everything. */
export const samples = [...inFolder("specs"), ...inFolder("test/grammar/samples")];
