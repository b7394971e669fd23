import { randomBytes } from "node:crypto";

export interface PageParts {
  /** Where resources of the extension come from, as a content security policy names it. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
}

/** The page of the preview. It is empty: drawings come as messages. */
export function previewPage({ source, script, style }: PageParts): string {
  const nonce = randomBytes(16).toString("hex");
  // Drawings bring a style of their own; the only script is ours.
  const policy = `default-src 'none'; style-src ${source} 'unsafe-inline'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
</head>
<body>
<header><select id="models" aria-label="Model" hidden></select><p id="problem" role="status"></p></header>
<main id="drawing"></main>
<script type="module" nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
