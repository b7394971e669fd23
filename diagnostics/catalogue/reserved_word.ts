import { defineDiagnostic } from "../define.ts";

interface About {
  readonly word: string;
  /** For a step, which may be named so in quotes. */
  readonly quoted: string | undefined;
}

export const reserved_word = defineDiagnostic<About>({
  name: "reserved_word",
  severity: "error",
  message: ({ word }) => `\`${word}\` is a word of the language, so nothing can be named so`,
  help: ({ quoted }) => (quoted === undefined ? undefined : `a step may be named \`${quoted}\``),
  why: "Keywords are reserved in all places, so that a line that begins with one always means the same.",
  fix: "Choose another name.",
  bad: "const input = 3\n",
  good: "const inputs = 3\n",
});
