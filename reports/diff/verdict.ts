import type { ReportedVerdict } from "./report.ts";
import { count, someOf } from "./words.ts";

/** What becomes of a checkpoint, in sentences. */
export function verdictSentences(verdict: ReportedVerdict): string[] {
  const { missing, otherShape, leftOver, misplaced, reordered } = verdict;
  const sentences = [headline(verdict)];
  const tell = (what: string, keys: readonly string[]) => {
    if (keys.length > 0) sentences.push(`${what}: ${someOf(keys)}.`);
  };
  tell(
    "Another shape",
    otherShape.map(({ key, before, after }) => `${key} [${before.join(", ")}] -> [${after.join(", ")}]`),
  );
  tell("Missing in the checkpoint", missing);
  tell("Left over in the checkpoint", leftOver);
  tell(
    "Loaded, but from another step",
    misplaced.map(({ key, belongsTo }) => `${key} (of ${belongsTo})`),
  );
  if (reordered) sentences.push("Tensors stand in another order: programs that take them by place mix them up.");
  return sentences;
}

function headline({ loads, fitting, needed, misplaced }: ReportedVerdict): string {
  if (needed === 0) return "There are no weights.";
  if (loads === "none") return `A checkpoint doesn't load: none of ${count(needed, "tensor")} finds its place.`;
  if (loads === "part")
    return `A checkpoint loads in part: ${fitting} of ${count(needed, "tensor")} find their places.`;
  if (misplaced.length > 0) return "A checkpoint loads, but some tensors belong to other steps.";
  return `A checkpoint loads whole: all ${count(needed, "tensor")}.`;
}
