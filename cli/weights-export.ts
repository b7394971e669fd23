import { stat } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { writeSafetensors } from "../lib/safetensors.ts";
import { writeAtomically } from "../runtime/checkpoints/atomic-write.ts";
import { makeFolder, runPaths } from "../runtime/runs/run-folder.ts";
import { openWeights, type WeightsFormat } from "../runtime/weights/open-weights.ts";
import { writeTorch } from "../runtime/weights/torch/write-torch.ts";
import { refuseOverwriting } from "./weights-out.ts";

export interface ExportOptions {
  /** A run folder, or a file of weights in any format that is read. */
  readonly file: string;
  readonly checkpoint: "best" | "last";
  /** Where left out, the ending of `out` says. */
  readonly format: WeightsFormat | undefined;
  readonly out: string;
}

/** What an export did: plain data, as `kpc weights export --json` prints it. */
export interface ExportReport {
  readonly file: string;
  readonly format: WeightsFormat;
  /** Number of tensors. */
  readonly written: number;
  readonly out: string;
}

/** Writes the state dict of a run or a file, in float32 (counters of batches in int64). An optimizer's numbers are left out. */
export async function exportWeights({ file, checkpoint, format, out }: ExportOptions): Promise<ExportReport> {
  await refuseOverwriting(out);
  const isRun = await stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const path = isRun ? runPaths(file)[checkpoint] : file;
  const tensors = (await openWeights(path)).read();
  const chosen = format ?? (torchEndings.includes(extname(out).toLowerCase()) ? "torch" : "safetensors");
  await makeFolder(dirname(out));
  await writeAtomically(out, chosen === "torch" ? writeTorch(tensors) : writeSafetensors({ tensors, metadata: {} }));
  return { file: path, format: chosen, written: tensors.size, out };
}

/** By habit; nothing in the format says so. */
const torchEndings: readonly string[] = [".pt", ".pth", ".bin"];
