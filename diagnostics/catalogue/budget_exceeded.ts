import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  readonly measure: string;
  readonly op: string;
  readonly limit: number;
  readonly found: number;
  /** Path of the part that costs most. */
  readonly most: string | undefined;
}

const spec = (limit: number) => sampleModel(`budget { parameters <= ${limit} }\n  flatten(); fc = linear(2)`);

export const budget_exceeded = defineDiagnostic<About>({
  name: "budget_exceeded",
  severity: "error",
  message: ({ measure, op, limit, found, most }) => {
    const blame = most === undefined ? "" : `; most of it is \`${most}\``;
    return `\`${measure}\` comes to ${grouped(found)}, and the budget says ${op} ${grouped(limit)}${blame}`;
  },
  why: "A budget is a promise to those who have to run the model, and holds for every later change.",
  fix: "Make the part that costs most smaller, or agree on another budget.",
  bad: spec(100),
  good: spec(130),
});

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
