import { defineDiagnostic } from "../define.ts";

interface About {
  readonly word: string;
}

export const reserved_word = defineDiagnostic<About>({
  name: "reserved_word",
  severity: "error",
  message: ({ word }) => `\`${word}\` is a word of the language, so nothing can be named so`,
  why: "Keywords are reserved in all places, so that a line that begins with one always means the same.",
  fix: "Choose another name.",
  bad: "const input = 3\n",
  good: "const inputs = 3\n",
});
