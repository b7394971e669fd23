import { isDeepStrictEqual } from "node:util";
import { memorySource } from "../../compiler/file-source.ts";
import { type CheckedProject, checkProject } from "../../compiler/index.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { absoluteSpan } from "../../diagnostics/place.ts";
import type { Declaration, FileTree } from "../../grammar/tree.ts";
import type { Damage } from "../grammar/damage.ts";
import { specTexts } from "../support/check.ts";

/** Without the newline behind a comment, the whole next line is a comment: that is more than one token. */
export function isOneToken(text: string, { start, end }: Damage): boolean {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return text.slice(start, end) !== "\n" || !line.includes("//");
}

export function checkSpec(text: string): CheckedProject {
  return checkProject("spec.kpnet", memorySource({ ...specTexts, "spec.kpnet": text }));
}

/** What is wrong with how a damaged spec is checked; empty where all is well. */
export function complaints(text: string, whole: CheckedProject, damage: Damage): string[] {
  const damaged = text.slice(0, damage.start) + damage.put + text.slice(damage.end);
  const checked = checkSpec(damaged);
  const found: string[] = [];
  if (checked.diagnostics.length > 3) found.push(`${checked.diagnostics.length} diagnostics`);
  const away = linesAway(damaged, checked, damage);
  if (away > 1) found.push(`the first stands ${away} lines away`);
  for (const { key, name } of untouched(whole, damage)) {
    if (!isResolved(key, name!.text, whole, checked)) found.push(`${key} is not what it was`);
  }
  return found.map((complaint) => `${damage.what}: ${complaint}\n${told(damaged, checked)}`);
}

function told(text: string, { diagnostics, lookup }: CheckedProject): string {
  const line = ({ place }: Diagnostic): number => text.slice(0, absoluteSpan(place, lookup).start).split("\n").length;
  return diagnostics.map((each) => `    line ${line(each)}: ${each.name}: ${each.message}`).join("\n");
}

/**
 * How many lines lie between the damage and the text that the first diagnostic is about. A size that doesn't fit is told
 * where it meets another one, however far from the step that made it: a pool that stands twice still reads well. That a model
 * takes no picture at all is told at its input.
 */
function linesAway(text: string, { diagnostics, lookup }: CheckedProject, damage: Damage): number {
  const first = diagnostics[0];
  if (first === undefined || first.name.endsWith("_mismatch") || first.name === "no_open_size") return 0;
  return linesBetween(text, absoluteSpan(first.place, lookup), damage);
}

/** Empty ones and comments are not counted. */
function linesBetween(text: string, span: { start: number; end: number }, { start, put }: Damage): number {
  const [from, to] = span.end < start ? [span.end, start] : [start + put.length, span.start];
  const lines = text.slice(from, Math.max(from, to)).split("\n").slice(1);
  return lines.filter((line, index) => index === lines.length - 1 || !/^\s*(\/\/.*)?$/.test(line)).length;
}

/** Declarations that the damage does not reach, and that build on none that it reaches. */
function untouched(whole: CheckedProject, { start, end }: Damage): Declaration[] {
  const { declarations } = treeOf(whole);
  const touched = declarations.filter(({ offset, span }) => offset <= end && start <= offset + span.end);
  const own = declarations.filter(({ kind }) => kind !== "import");
  return own.filter((each) => !touched.some((other) => each === other || buildsOn(each, other, declarations)));
}

const known = new WeakMap<Declaration, Map<Declaration, boolean>>();

/** Whether a declaration names another one, or one that builds on it. */
function buildsOn(a: Declaration, b: Declaration, all: readonly Declaration[]): boolean {
  const answers = known.get(a) ?? new Map<Declaration, boolean>();
  known.set(a, answers);
  const answer = answers.get(b);
  if (answer !== undefined) return answer;
  answers.set(b, false);
  const named = all.filter((other) => other !== a && names(a, other));
  answers.set(b, named.includes(b) || named.some((other) => buildsOn(other, b, all)));
  return answers.get(b)!;
}

function names({ name: _, ...declaration }: Declaration, other: Declaration): boolean {
  const text = JSON.stringify(declaration);
  return broughtIn(other).some((name) => text.includes(`"text":"${name}"`) || text.includes(`"text":"${name}.`));
}

/** What a declaration gives names to: an import does to several. */
function broughtIn(declaration: Declaration): string[] {
  if (declaration.kind === "import") return declaration.names.map(({ name, as = name }) => as.text);
  return declaration.name === undefined ? [] : [declaration.name.text];
}

function treeOf({ files }: CheckedProject): FileTree {
  return [...files.values()][0]!;
}

/** Whether a declaration comes to the same as in the whole spec. */
function isResolved(key: string, name: string, whole: CheckedProject, checked: CheckedProject): boolean {
  if (!treeOf(checked).declarations.some((declaration) => declaration.key === key)) return false;
  const kind = key.split(" ")[0];
  if (kind === "model") {
    const [before, after] = [whole.models.get(name), checked.models.get(name)];
    // The damage may lie in the comment above it.
    return after !== undefined && isDeepStrictEqual({ ...after, doc: "" }, { ...before, doc: "" });
  }
  if (kind === "experiment") return isDeepStrictEqual(checked.experiments.get(name), whole.experiments.get(name));
  return true;
}
