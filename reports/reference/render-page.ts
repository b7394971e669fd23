import type { Page } from "./pages.ts";

/** A page of the reference as a Markdown file. */
export function renderPage({ title, intro, topics }: Page): string {
  const contents = topics.map(({ name }) => `\`${name}\``).join(", ");
  const sections = topics.map((topic) => topic.describe(2));
  return [
    `<!-- Made by scripts/generate.ts from the registries. Do not edit. -->`,
    `# ${title}`,
    intro,
    `${contents}.`,
    ...sections,
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}
