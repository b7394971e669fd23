import { defineDiagnostic } from "../define.ts";

interface About {
  readonly name: string;
  readonly what: string;
  readonly limit: number;
}

const row = (length: number): string =>
  Array.from({ length }, (_, index) => `const a${index + 1} = a${index}\n`).join("");

export const too_deep = defineDiagnostic<About>({
  name: "too_deep",
  severity: "error",
  message: ({ name, what, limit }) => `\`${name}\` builds on more than ${limit} ${what}, each on the next`,
  why: "Checking a spec has to end, and quickly. Nobody could follow so long a row either.",
  fix: "Build on something that stands nearer to the beginning of the row.",
  bad: `const a0 = 1\n${row(101)}`,
  good: `const a0 = 1\n${row(100)}`,
});
