import type { Amount, CostRow } from "../../compare/cost.ts";
import { roughly, showBytes, withSeparators } from "../numbers.ts";

/** A row of the cost table, as people read it. */
export interface CostLine {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

/** How each measure is called and written. */
const measures: Readonly<Record<CostRow["measure"], readonly [name: string, write: (value: number) => string]>> = {
  parameters: ["parameters", withSeparators],
  multiplyAdds: ["multiply-adds", roughly],
  activationBytes: ["activations", showBytes],
  trainMemory: ["training memory", showBytes],
  receptiveField: ["receptive field", (value) => `${value}`],
};

export function costLines(rows: readonly CostRow[]): CostLine[] {
  return rows.map(({ measure, before, after, difference }) => {
    const [name, write] = measures[measure];
    const show = (amount: Amount): string =>
      typeof amount === "number" ? write(amount) : amount === null ? "everything" : "by size";
    return { name, before: show(before), after: show(after), difference: signed(difference, write, before) };
  });
}

function signed(difference: number | null, write: (value: number) => string, before: Amount): string {
  if (difference === null) return "";
  if (difference === 0) return "same";
  const share = typeof before === "number" && before > 0 ? ` (${percent(difference / before)})` : "";
  return `${difference < 0 ? "-" : "+"}${write(Math.abs(difference))}${share}`;
}

function percent(share: number): string {
  const text = Math.abs(share * 100) < 10 ? (share * 100).toFixed(1) : (share * 100).toFixed(0);
  return `${share < 0 ? "" : "+"}${text}%`;
}
