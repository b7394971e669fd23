import { realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node.js";
import type { Host, Location } from "../editor/server/host.ts";
import { serve } from "../editor/server/server.ts";
import { diskSource, projectRoot } from "./spec.ts";
import { specsBelow } from "./specs-below.ts";
import { version } from "./version.ts";

/** Speaks with an editor until that ends the process. */
export function startLanguageServer(): Promise<never> {
  const connection = createConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  serve(connection, host, version);
  return new Promise(() => {});
}

const host: Host = {
  locate,
  source: diskSource,
  specs: (root) => specsBelow(root).map((file) => fromRoot(root, file)),
  // Beside this folder in the sources, and beside dist/ in the package.
  docs: pathToFileURL(resolve(dirname(fileURLToPath(import.meta.url)), "../docs")).href,
};

function locate(file: string): Location {
  const real = realOf(file);
  const root = projectRoot(dirname(real));
  return { root, path: fromRoot(root, real) };
}

function fromRoot(root: string, file: string): string {
  return relative(root, file).split(sep).join("/");
}

/** Where a file is with links followed; one that is not saved yet may stand in a folder that is a link. */
function realOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return dirname(file) === file ? file : join(realOf(dirname(file)), basename(file));
  }
}
