import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Sample {
  readonly name: string;
  readonly text: string;
}

const root = new URL("../..", import.meta.url).pathname;

function inFolder(folder: string): Sample[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".kpnet"))
    .sort()
    .map((file) => ({ name: join(folder, file), text: readFileSync(join(root, folder, file), "utf8") }));
}

function inDocument(file: string): Sample[] {
  const blocks = readFileSync(join(root, file), "utf8").matchAll(/```kpnet\n(.*?)```/gs);
  return [...blocks].map(([, text], index) => ({ name: `${file}, example ${index + 1}`, text: text! }));
}

/** Texts without a syntax error: the specs, the examples of the language's description, and one of everything. */
export const samples = [...inFolder("specs"), ...inFolder("test/grammar/samples"), ...inDocument("docs/language.md")];
