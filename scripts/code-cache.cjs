/**
 * `node scripts/code-cache.cjs FOLDER` runs `kpc check` from FOLDER and writes what V8 compiled for it beside the bundle. A
 * cache made after a run also holds the functions that V8 compiles when they are first called.
 */
"use strict";

const { writeFileSync } = require("node:fs");
const { resolve } = require("node:path");

const { bundle, cacheFile, compile, run } = require(resolve(process.argv[2], "kpc.cjs"));

const script = compile();
process.argv = [process.execPath, bundle, "check", "specs/nosenet.kpnet"];
process.once("exit", () => writeFileSync(cacheFile, script.createCachedData()));
run(script);
