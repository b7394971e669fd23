#!/usr/bin/env node
/**
 * The bin of the package, copied to dist/kpc.cjs as it is. It runs the bundle beside it with V8's code cache, which
 * scripts/build.mjs makes: to compile the bundle anew takes longer than most commands do. The cache is for one version of
 * Node; with another one V8 compiles as always, and Node keeps what it compiled where it can (from 22.8 on).
 */
"use strict";

const { readFileSync } = require("node:fs");
const { createRequire, enableCompileCache } = require("node:module");
const { Script } = require("node:vm");

const bundle = `${__dirname}/cli.cjs`;
const cacheFile = `${__dirname}/cli.${process.version}-${process.arch}.cache`;

/** The bundle, wrapped as Node wraps a CommonJS module. A cache that V8 can't use makes no difference but in time. */
function compile(cachedData) {
  const code = readFileSync(bundle, "latin1"); // it is ASCII
  return new Script(`(function (exports, require, module, __filename, __dirname) { ${code}\n})`, {
    filename: bundle,
    cachedData,
  });
}

function run(script) {
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, __dirname);
}

function readCache() {
  try {
    return readFileSync(cacheFile);
  } catch {
    return undefined;
  }
}

function start() {
  const cache = readCache();
  if (cache !== undefined) return run(compile(cache));
  enableCompileCache?.();
  require(bundle);
}

if (require.main === module) start();
else module.exports = { bundle, cacheFile, compile, run };
