import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { memorySource } from "../../compiler/file-source.ts";
import { type CheckedProject, checkProject } from "../../compiler/index.ts";
import type { TypedGraph } from "../../compiler/ir/graph.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { absoluteSpan } from "../../diagnostics/place.ts";

/** Checks one spec given as text, with the files that it imports. */
export function checkText(text: string, files: Readonly<Record<string, string>> = {}): CheckedProject {
  return checkProject("spec.kpnet", memorySource({ ...files, "spec.kpnet": text }));
}

const specs = new URL("../../specs/", import.meta.url).pathname;

/** The texts of all specs in specs/, by path from there. */
export const specTexts: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(specs, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".kpnet"))
    .map((path) => [path.split(sep).join("/"), readFileSync(join(specs, path), "utf8")]),
);

/** Checks one of the specs in specs/: `facenet`. */
export function checkSpecFile(name: string): CheckedProject {
  return checkProject(`${name}.kpnet`, memorySource(specTexts));
}

/** The only model of a spec that has no errors. */
export function modelOf(text: string): TypedGraph {
  const { models, diagnostics } = checkText(text);
  const errors = diagnostics.filter((each) => each.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((each) => each.message).join("\n"));
  return [...models.values()].at(-1)!;
}

/** `name: message`, of each diagnostic. */
export function told(text: string): string[] {
  return checkText(text).diagnostics.map(({ name, message }) => `${name}: ${message}`);
}

/** The text that a diagnostic, or a remark of it, points at. */
export function pointedAt(text: string, { place }: Pick<Diagnostic, "place">): string {
  const { start, end } = absoluteSpan(place, checkText(text).lookup);
  return text.slice(start, end);
}
