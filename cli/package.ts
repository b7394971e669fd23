import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { EmittedFile, PackageParts, Target } from "../compiler/5-emit/target.ts";
import packageJson from "../package.json" with { type: "json" };
import { temporarySuffix, writeError } from "../runtime/checkpoints/atomic-write.ts";
import { encodeWeights } from "../runtime/checkpoints/checkpoint.ts";
import { weightShapes } from "../runtime/checkpoints/weight-shapes.ts";
import { makeFolder, runPaths, writeFiles } from "../runtime/runs/run-folder.ts";
import { initialiseProgram } from "../runtime/weights/initialise.ts";
import { loadFitting } from "../runtime/weights/load-fitting.ts";
import type { CompilationUnit } from "./compilation.ts";
import { CommandError, exit } from "./exit.ts";

const manifest = "package.json";

/** Writes a model as a package for npm into a folder that is new, empty, or an earlier such package. Gives the files' paths in it. */
export async function writePackage(
  { graph, request }: CompilationUnit,
  target: Target,
  { out, weights }: { readonly out: string; readonly weights: string | undefined },
): Promise<string[]> {
  if (target.emitPackage === undefined)
    throw new CommandError(
      exit.usage,
      `there are no packages for the target ${target.name}: name one of tfjs's with --target`,
    );
  const earlier = await earlierPackage(out);
  const stored = weights === undefined ? undefined : await storedWeights(weights, request.inference, graph.name);
  const files = await target.emitPackage(request, { weights: stored, versions });
  refuseOthers(files, earlier, out);
  if (earlier === undefined) await writeNew(out, files);
  else await writeFiles(out, [...files.slice(0, -1), keptManifest(files.at(-1)!, earlier)]);
  return files.map(({ path }) => path);
}

/** Versions of the libraries that emitted code is tested with: this package's own peers. */
const versions: PackageParts["versions"] = packageJson.peerDependencies;

/** What an author may have changed in package.json, or added to it. */
type Manifest = Readonly<Record<string, unknown>> & { readonly kpc: { readonly files: readonly string[] } };

/** The package.json of a package that was written before; undefined for a folder that is not there or empty. */
async function earlierPackage(out: string): Promise<Manifest | undefined> {
  const contents = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (contents.length === 0) return undefined;
  const text = await readFile(join(out, manifest), "utf8").catch(() => "{}");
  const found = parsed(text);
  if (found === undefined)
    throw new CommandError(exit.usage, `${out} is not empty, and no package that kpc wrote: name another with --out`);
  return found;
}

function parsed(text: string): Manifest | undefined {
  try {
    const value = JSON.parse(text);
    const files: unknown = value?.kpc?.files;
    return Array.isArray(files) && files.every((path) => typeof path === "string") ? value : undefined;
  } catch {
    return undefined;
  }
}

function refuseOthers(files: readonly EmittedFile[], earlier: Manifest | undefined, out: string): void {
  if (earlier === undefined) return;
  const own = new Set([...earlier.kpc.files, manifest]);
  const other = files.find(({ path }) => !own.has(path) && existsSync(join(out, path)));
  if (other === undefined) return;
  throw new CommandError(exit.usage, `${join(out, other.path)} is there, and not of the package that kpc wrote before`);
}

/** A new build keeps the name and version that the author chose, and what else was added. */
function keptManifest(made: EmittedFile, earlier: Manifest): EmittedFile {
  const fresh = JSON.parse(made.content as string);
  const { name = fresh.name, version = fresh.version, description = fresh.description } = earlier;
  return {
    path: made.path,
    content: `${JSON.stringify({ ...earlier, ...fresh, name, version, description }, null, 2)}\n`,
  };
}

/** All files in a folder beside it first, so that a half-written package never has its name. */
async function writeNew(out: string, files: readonly EmittedFile[]): Promise<void> {
  const folder = resolve(out);
  const staged = `${folder}.${randomUUID().slice(0, 8)}${temporarySuffix}`;
  await makeFolder(dirname(folder));
  try {
    await writeFiles(staged, files);
    // Not every system renames onto a folder, though it be empty.
    if (existsSync(folder)) await rmdir(folder);
    await rename(staged, folder);
  } catch (error) {
    await rm(staged, { recursive: true, force: true });
    throw (error as NodeJS.ErrnoException).code === undefined ? error : writeError(error, out);
  }
}

/** The state dict of a run's best epoch, or of a file that fits the model. */
async function storedWeights(
  source: string,
  program: CompilationUnit["request"]["inference"],
  model: string,
): Promise<Uint8Array> {
  const isRun = await stat(source).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const path = isRun ? runPaths(source).best : source;
  if (isRun && !existsSync(path))
    throw new CommandError(exit.data, `${source} has no finished epoch, and so no weights`);
  // Only a counter of batches may be missing; it is 0 then.
  const weights = await loadFitting(path, program, () => initialiseProgram(program, 0));
  return encodeWeights(weights, weightShapes(program), model, 0);
}
