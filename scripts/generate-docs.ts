/** The pages of docs/ that follow from the registries: path from the root, and what it should hold. */
export async function documentationPages(): Promise<readonly { readonly path: string; readonly content: string }[]> {
  // Imported late: the registries' indexes may have been written a moment ago.
  const { pages } = await import("../reports/reference/pages.ts");
  const { renderPage } = await import("../reports/reference/render-page.ts");
  const { commands } = await import("../cli/commands/index.generated.ts");
  const { cliPage } = await import("./cli-page.ts");
  const { drawNoseNet } = await import("./draw-nosenet.ts");
  const { diffSchema } = await import("../reports/diff/schema.ts");
  return [
    ...pages.map((page) => ({ path: page.path, content: renderPage(page) })),
    { path: "docs/cli.md", content: cliPage(commands) },
    { path: "docs/diff.schema.json", content: `${JSON.stringify(diffSchema, null, 2)}\n` },
    { path: "docs/images/nosenet-drawing.svg", content: drawNoseNet() },
  ];
}
