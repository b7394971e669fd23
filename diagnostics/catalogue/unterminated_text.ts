import { defineDiagnostic } from "../define.ts";

interface About {
  /** True where the text ends, but a `${` in it doesn't. */
  readonly value: boolean;
}

export const unterminated_text = defineDiagnostic<About>({
  name: "unterminated_text",
  severity: "error",
  message: ({ value }) => (value ? `a \`\${\` in this text is never closed` : "this text is never closed"),
  help: ({ value }) => (value ? "put `}` behind the value" : 'put `"` at its end'),
  why: "A text ends at its line, so that a forgotten quote costs one line and not the rest of the file.",
  fix: `Write the closing quote; a quote inside a text is written \`\\"\`. A value in a text is written \`\${i + 1}\`, and holds no text of its own.`,
  bad: 'const folder = "data/imm\n',
  good: 'const folder = "data/imm"\n',
});
