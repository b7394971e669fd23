import { defineDiagnostic } from "../define.ts";

interface About {
  readonly found: string;
  readonly nearest?: string;
}

export const expected_declaration = defineDiagnostic<About>({
  name: "expected_declaration",
  severity: "error",
  message: ({ found }) => `expected a declaration, found ${found}`,
  help: ({ nearest }) =>
    nearest === undefined
      ? "a declaration begins with model, block, keypoints, dataset, examples, experiment, const or import"
      : `did you mean \`${nearest}\`?`,
  why: "Everything in a spec belongs to a declaration, which begins with its keyword: `model`, `block`, `keypoints`, `dataset`, `examples`, `experiment`, `const` or `import`.",
  fix: "Write the keyword in front, or remove what stands between the declarations.",
  bad: "modle NoseNet {}\nconst rate = 1e-3\n",
  good: "const rate = 1e-3\n",
});
