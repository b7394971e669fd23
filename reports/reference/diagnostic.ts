import { memorySource } from "../../compiler/file-source.ts";
import { checkProject } from "../../compiler/index.ts";
import type { DiagnosticKind } from "../../diagnostics/define.ts";

/** A diagnostic: what it says, why it is told, what to do, and a spec before and after. */
export function describeDiagnostic(entry: DiagnosticKind<never>, depth: number): string {
  const { name, severity, why, fix, bad, good } = entry;
  const message = messageOf(entry);
  return [
    `${"#".repeat(depth)} ${name} (${severity})`,
    ...(message === undefined ? [] : [`> ${message}`]),
    why,
    `What to do: ${fix}`,
    "Told of:",
    sample(bad),
    "Not of:",
    sample(good),
  ].join("\n\n");
}

/** What is said of the bad sample; undefined where that shows in the data only. */
function messageOf({ name, bad, files = {} }: DiagnosticKind<never>): string | undefined {
  const { diagnostics } = checkProject("spec.kpnet", memorySource({ ...files, "spec.kpnet": bad }));
  return diagnostics.find((diagnostic) => diagnostic.name === name)?.message;
}

/** As a block of code; characters that can't be seen stand as a box. */
function sample(spec: string): string {
  const visible = spec.trimEnd().replace(/(?![\n\t])\p{Cc}/gu, "\ufffd");
  return `\`\`\`kpnet\n${visible}\n\`\`\``;
}
