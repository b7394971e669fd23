// Runs example-worker.ts from the sources: tests and `tsx` start it; the bundle has dist/example-worker.js instead.
import { register } from "tsx/esm/api";

register();
await import("./example-worker.ts");
