/**
 * `node --require` this to write, when the process ends, what it loaded to the file `$WHAT_RAN`: the CommonJS files, and of
 * the modules inside the bundle those that ran (esbuild names the function that holds a module after its file).
 */
"use strict";

const { writeFileSync } = require("node:fs");
const { Session } = require("node:inspector");

const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.startPreciseCoverage", { callCount: true });

process.once("exit", () => {
  session.post("Profiler.takePreciseCoverage", (error, coverage) => {
    if (error) throw error;
    const bundle = coverage.result.find(({ url }) => url.endsWith("cli.cjs"));
    const ran = bundle.functions.filter(({ ranges }) => ranges[0].count > 0).map(({ functionName }) => functionName);
    const modules = ran.filter((name) => /\.(ts|js|mjs|cjs|json)$/.test(name));
    writeFileSync(process.env.WHAT_RAN, JSON.stringify({ files: Object.keys(require.cache), modules }));
  });
});
