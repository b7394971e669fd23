import type { AdmittedSizes, AdmittedTogether, RefusedSizes } from "./admitted-sizes.ts";
import { showNumbers, showSizeSet } from "./size-set.ts";

/** So many combinations are written out. */
const mostWritten = 3;

/** `H, W = 0 mod 32, at least 64`. Letters that are admitted alike stand together. */
export function showAdmitted({ letters, together }: Pick<AdmittedSizes, "letters" | "together">): string {
  const byText = new Map<string, string[]>();
  for (const { name, sizes } of letters) {
    const text = showSizeSet(sizes);
    byText.set(text, [...(byText.get(text) ?? []), name]);
  }
  const alone = [...byText].map(([text, names]) => `${names.join(", ")} ${text}`);
  return [...alone, ...together.map(showTogether)].join("; ");
}

function showTogether({ names, choices }: AdmittedTogether): string {
  if (choices.length === 0) return `${names.join(", ")} of no size`;
  const written = choices.slice(0, mostWritten).map((choice) => {
    return names.map((name, index) => `${name} = ${showNumbers(choice[index]!)}`).join(" with ");
  });
  return `${written.join(", or ")}${choices.length > mostWritten ? ", and so on" : ""}`;
}

/** `H = 33: add can't join [256, 9, 9] and [256, 8, 8], at up2`. */
export function showRefused({ sizes, message }: RefusedSizes): string {
  return `${showSizes(sizes)}: ${message}`;
}

/** `H = 33, W = 64`. */
export function showSizes(sizes: Readonly<Record<string, number>>): string {
  return Object.entries(sizes)
    .map(([name, size]) => `${name} = ${size}`)
    .join(", ");
}
