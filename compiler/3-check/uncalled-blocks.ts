import type { BoundDeclaration, DeclarationRef } from "../ir/bound.ts";
import { refsIn } from "./refs-in.ts";

type Find = (ref: DeclarationRef) => BoundDeclaration | undefined;

/**
 * Blocks that no model calls, without those that another of them calls: what is checked with its caller need not be
 * checked again. Of blocks that call each other in a circle the first one stands for all.
 */
export function uncalledBlocks(declarations: readonly BoundDeclaration[], find: Find): readonly DeclarationRef[] {
  const covered = new Set<string>();
  cover(
    covered,
    declarations.filter((each) => !isBlock(each)),
    find,
  );
  const left = declarations.filter((each) => isBlock(each) && !covered.has(keyOf(each.ref)));
  const called = new Set(left.flatMap((block) => callees(block).map(keyOf)));
  const roots = left.filter(({ ref }) => !called.has(keyOf(ref)));
  cover(covered, roots, find);
  const firsts: BoundDeclaration[] = [];
  for (const block of left.filter((each) => !roots.includes(each))) {
    if (covered.has(keyOf(block.ref))) continue;
    firsts.push(block);
    covered.add(keyOf(block.ref));
    cover(covered, [block], find);
  }
  return [...roots, ...firsts].map(({ ref }) => ref);
}

/** Adds all that some declarations name, directly or through others. */
function cover(covered: Set<string>, from: readonly BoundDeclaration[], find: Find): void {
  const waiting = [...from];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const ref of refsIn(next)) {
      if (covered.has(keyOf(ref))) continue;
      covered.add(keyOf(ref));
      const declaration = find(ref);
      if (declaration !== undefined) waiting.push(declaration);
    }
  }
}

function isBlock(declaration: BoundDeclaration): boolean {
  return (declaration.kind === "variant" ? declaration.of : declaration.kind) === "block";
}

function callees(block: BoundDeclaration): readonly DeclarationRef[] {
  return refsIn(block).filter((ref) => keyOf(ref) !== keyOf(block.ref));
}

function keyOf({ file, key }: DeclarationRef): string {
  return `${file} ${key}`;
}
