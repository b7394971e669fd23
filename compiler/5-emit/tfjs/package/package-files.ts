import type { EmitRequest, EmittedFile, PackageParts } from "../../target.ts";
import type { TfjsBackend } from "../tfjs-backend.ts";
import { readmeText } from "./readme-text.ts";

const weightsFile = "weights.safetensors";

/**
 * A folder that `npm publish` takes, from the files of a model: what runs and its types in `dist`, what people read in `src`
 * (TypeScript beside declarations would be compiled anew by whoever uses the package).
 */
export function packageFiles(
  request: EmitRequest,
  code: readonly EmittedFile[],
  { weights, versions }: PackageParts,
  backend: TfjsBackend,
): EmittedFile[] {
  const { graph } = request;
  const name = packageName(graph.name);
  const sources = code.map(({ path, content }) => ({ path: `${isSource(path) ? "src" : "dist"}/${path}`, content }));
  const stored = weights === undefined ? [] : [{ path: weightsFile, content: weights }];
  const readme = readmeText(request, backend, { name, weights: stored[0]?.path });
  const files = [...sources, { path: "README.md", content: readme }, ...stored];
  const imported = [backend.library, ...(backend.plugin === undefined ? [] : [backend.plugin])];
  const manifest = {
    name,
    version: "0.1.0",
    description: graph.doc === "" ? `${graph.name}, for ${backend.title}.` : graph.doc.replaceAll(/\s+/g, " "),
    type: "module",
    main: `./dist/${graph.name}.js`,
    types: `./dist/${graph.name}.d.ts`,
    exports: {
      ".": { types: `./dist/${graph.name}.d.ts`, default: `./dist/${graph.name}.js` },
      ...Object.fromEntries(
        [...stored.map(({ path }) => path), "package.json"].map((path) => [`./${path}`, `./${path}`]),
      ),
    },
    sideEffects: false,
    files: ["dist", "src", ...stored.map(({ path }) => path)],
    engines: { node: ">=20.19" },
    peerDependencies: Object.fromEntries(imported.map((library) => [library, `^${versions[library]}`])),
    // By this a later build knows what it may replace.
    kpc: { model: graph.name, target: backend.target, files: files.map(({ path }) => path) },
  };
  return [...files, { path: "package.json", content: `${JSON.stringify(manifest, null, 2)}\n` }];
}

/** As npm has names: without capitals. */
function packageName(model: string): string {
  return model.toLowerCase().replace(/^[_.]+/, "");
}

function isSource(path: string): boolean {
  return path.endsWith(".ts") && !path.endsWith(".d.ts");
}
