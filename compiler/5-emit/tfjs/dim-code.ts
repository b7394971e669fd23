import { type Atom, type Dim, isKnown, type SymbolicDim, type Term } from "../../ir/dim.ts";

/** A size as JavaScript: `2 * batch`, `Math.floor((H - 1) / 2) + 1`. Symbols are variables. */
export function dimCode(dim: Dim): string {
  if (isKnown(dim)) return String(dim);
  return dim.terms
    .map(termCode)
    .reduce((code, term) => (term.startsWith("-") ? `${code} - ${term.slice(1)}` : `${code} + ${term}`));
}

/** The same where an operator stands beside it. */
export function dimFactor(dim: Dim): string {
  const code = dimCode(dim);
  return /^(\w+|Math\.floor\([^()]*\))$/.test(code) ? code : `(${code})`;
}

function termCode({ coefficient, atoms }: Term): string {
  const factors = atoms.map(atomCode).join(" * ");
  if (factors === "") return String(coefficient);
  if (coefficient === 1) return factors;
  return coefficient === -1 ? `-${factors}` : `${coefficient} * ${factors}`;
}

function atomCode(atom: Atom): string {
  return "symbol" in atom ? atom.symbol : `Math.floor(${quotient(atom.floor, atom.by)})`;
}

function quotient(of: SymbolicDim, by: number): string {
  return `${dimFactor(of)} / ${by}`;
}
