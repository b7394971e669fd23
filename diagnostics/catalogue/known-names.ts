/** So many names are listed at most. */
const mostListed = 80;

/** Names as they are listed in a help: `` `a`, `b` and `c` `` would say no more than `` `a`, `b`, `c` ``. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostListed).map((name) => `\`${name}\``);
  const left = names.length - shown.length;
  return `${shown.join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

/** What to do about a name that nobody knows: take the nearest one, or one of those that there are. */
export function nearestOrListed(nearest: string | undefined, known: readonly string[], begin = "there are"): string {
  return nearest === undefined ? `${begin}: ${listed(known)}` : `did you mean \`${nearest}\`?`;
}
