/**
 * Stands in for the module `vscode`, which only VS Code has: whatever is asked of it is a class that can be called, made and
 * extended, but for what the test looks at.
 */
"use strict";

const registered = [];

function anything() {
  class Anything {}
  return new Proxy(Anything, {
    get: (target, key) => {
      if (key in target || typeof key === "symbol" || key === "then") return target[key];
      target[key] = anything();
      return target[key];
    },
    apply: () => anything(),
  });
}

// Bundled code copies what it finds here at first; what is only asked for later is made then.
const known = {
  ...Object.fromEntries(["Uri", "tasks", "window", "workspace"].map((name) => [name, anything()])),
  registered,
  commands: {
    registerCommand: (id, run) => {
      registered.push({ id, run });
      return { dispose() {} };
    },
  },
};

module.exports = new Proxy(known, {
  get: (target, key) => {
    if (!(key in target)) target[key] = anything();
    return target[key];
  },
});
