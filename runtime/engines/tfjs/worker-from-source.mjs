// Runs worker.ts from the sources: tests and `tsx` start it; the bundle has dist/tfjs-worker.js instead.
import { register } from "tsx/esm/api";

const unregister = register();
await import("./worker.ts");
// What the worker imports from now on is emitted code, which Node runs as it is.
await unregister();
