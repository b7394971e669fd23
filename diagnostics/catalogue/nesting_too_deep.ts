import { defineDiagnostic } from "../define.ts";

interface About {
  readonly limit: number;
}

export const nesting_too_deep = defineDiagnostic<About>({
  name: "nesting_too_deep",
  severity: "error",
  message: ({ limit }) => `this is nested more than ${limit} levels deep`,
  why: "A limit keeps every spec readable by people and by programs. No network needs more than a handful of levels.",
  fix: "Move the inside into a block of its own, and call that.",
  bad: `const deep = ${"(".repeat(300)}1${")".repeat(300)}\n`,
  good: "const deep = ((1))\n",
});
