import type { DiagnosticKind } from "../../diagnostics/define.ts";

/** A diagnostic: why it is told, what to do, and a spec before and after. */
export function describeDiagnostic(
  { name, severity, why, fix, bad, good }: DiagnosticKind<never>,
  depth: number,
): string {
  return [
    `${"#".repeat(depth)} ${name} (${severity})`,
    why,
    `What to do: ${fix}`,
    "Told of:",
    sample(bad),
    "Not of:",
    sample(good),
  ].join("\n\n");
}

function sample(spec: string): string {
  return `\`\`\`kpnet\n${spec.trimEnd()}\n\`\`\``;
}
