// Runs example-worker.ts from the sources: tests and `tsx` start it; the bundle has dist/example-worker.js instead.
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

// One bundle is made much faster than tsx reads each file by itself.
const { outputFiles } = buildSync({
  entryPoints: [fileURLToPath(new URL("./example-worker.ts", import.meta.url))],
  bundle: true,
  platform: "node",
  format: "esm",
  write: false,
});
await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
