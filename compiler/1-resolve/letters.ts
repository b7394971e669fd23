import type { Expression } from "../../grammar/tree.ts";
import { textOf } from "./references.ts";
import { lookUp, type Scope } from "./scope.ts";

/** Bare names in the sizes of a port that mean nothing else: they name sizes. */
export function lettersIn(scope: Scope, size: Expression): string[] {
  if (size.kind === "binary") return [...lettersIn(scope, size.left), ...lettersIn(scope, size.right)];
  if (size.kind !== "reference" || size.path.parts.length !== 1) return [];
  const name = textOf(size.path);
  return lookUp(scope, "const", name)?.kind === "const" ? [] : [name];
}
