import type { Misfit } from "../lib/misfits.ts";
import { printable } from "../lib/printable.ts";
import { dtypes } from "../lib/safetensors-dtypes.ts";
import { withSeparators } from "../reports/numbers.ts";
import { type Column, renderTable } from "../reports/table.ts";
import type { WeightsFile } from "../runtime/weights/open-weights.ts";
import type { ImportReport } from "./weights-import.ts";

/** What a file of weights holds: plain data, as `kpc weights show --json` prints it. */
export interface WeightsSummary {
  readonly file: string;
  readonly format: WeightsFile["format"];
  readonly numbers: number;
  readonly tensors: readonly { readonly key: string; readonly shape: readonly number[]; readonly dtype: string }[];
}

export function summariseWeights(file: string, { format, tensors }: WeightsFile): WeightsSummary {
  const rows = tensors.map(({ name, shape, dtype }) => ({ key: name, shape, dtype: dtypes[dtype].torch }));
  return { file, format, numbers: rows.reduce((sum, { shape }) => sum + countOf(shape), 0), tensors: rows };
}

export function renderWeights({ format, numbers, tensors }: WeightsSummary): string {
  const columns: readonly Column<WeightsSummary["tensors"][number]>[] = [
    { title: "key", align: "left", cell: ({ key }) => printable(key) },
    { title: "shape", align: "left", cell: ({ shape }) => shownShape(shape) },
    { title: "dtype", align: "left", cell: ({ dtype }) => dtype },
  ];
  return `${renderTable(columns, tensors)}\n\n${counted(tensors.length, "tensor")}, ${counted(numbers, "number")} (${format})`;
}

/** Of another network, every key is one. */
const shownMisfits = 40;

/** For a person: where the file and the model differ, and what came of it. */
export function renderImport(report: ImportReport): string {
  const { file, model, taken, needed, misfits, prefix, out } = report;
  const share = `${taken} of ${model}'s ${needed} tensors`;
  if (misfits.length === 0) return `took ${share} from ${file}, into ${out}`;
  const columns: readonly Column<Misfit>[] = [
    { title: "key", align: "left", cell: ({ key }) => printable(key) },
    { title: "in the file", align: "left", cell: ({ inFile }) => shownShape(inFile) },
    { title: `in ${model}`, align: "left", cell: ({ inModel }) => shownShape(inModel) },
    { title: "", align: "left", cell: ({ problem }) => problem },
  ];
  const end =
    prefix !== undefined
      ? `nothing was written; every key of the file begins with \`${prefix}\`: --strip ${prefix} takes that off`
      : out === null
        ? taken === 0
          ? `nothing was written: none of ${model}'s ${needed} tensors is in the file`
          : `nothing was written; --partial takes the ${taken} of ${needed} tensors that fit`
        : `took ${share}, into ${out}; the rest is drawn anew from the seed`;
  const table = renderTable(columns, misfits.slice(0, shownMisfits));
  const more = misfits.length - shownMisfits;
  const rest = more > 0 ? `\n… and ${withSeparators(more)} more; --json lists them all` : "";
  return `${file} does not fit ${model}:\n\n${table}${rest}\n\n${end}`;
}

/** `[6, 1, 3, 3]`, or nothing where there is no such tensor. */
function shownShape(shape: readonly number[] | undefined): string {
  return shape === undefined ? "" : `[${shape.join(", ")}]`;
}

/** `1 tensor`, `130,750 numbers`. */
function counted(count: number, what: string): string {
  return `${withSeparators(count)} ${what}${count === 1 ? "" : "s"}`;
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
