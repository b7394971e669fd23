import { defineDiagnostic } from "../define.ts";

interface About {
  readonly text: string;
}

/** What was probably meant, for characters that look like others. */
const lookalikes: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "'": '"',
  "\u2212": "-",
  "\u2013": "-",
  "\u00d7": "*",
  "\u2264": "<=",
  "\u2265": ">=",
  "\u2026": "..",
  "\u2192": "->",
  ".": "0.",
};

/** Characters that can't be seen are named by their code. */
function shown(text: string): string {
  const short = text.length > 12 ? `${text.slice(0, 12)}…` : text;
  const code = text.codePointAt(0)!;
  const visible = code > 0x20 && !/[\p{C}\p{Z}]/u.test(text);
  return visible ? `\`${short}\`` : `the character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

function plain(text: string): string | undefined {
  const meant = lookalikes[text[0]!];
  return meant === undefined ? undefined : `write \`${meant}\``;
}

export const stray_character = defineDiagnostic<About>({
  name: "stray_character",
  severity: "error",
  message: ({ text }) => `${shown(text)} means nothing here`,
  help: ({ text }) => plain(text),
  why: "Outside texts and comments the language is written in ASCII: names of letters, digits and `_`, numbers, and a few signs. Characters that look alike, such as curly quotes, come from word processors.",
  fix: "Write the plain character, or put it into a comment or a text.",
  bad: "const rate = 1e−3\n",
  good: "const rate = 1e-3\n",
});
