import { nearest } from "../diagnostics/nearest.ts";
import { pages } from "./reference/pages.ts";

/** Nothing is known by that name: wrong usage, so exit code 2. */
export class UnknownTopicError extends Error {
  readonly exitCode = 2;
}

/** What a name means, as Markdown: a diagnostic, or anything that a spec can call. Throws UnknownTopicError. */
export function explain(name: string): string {
  const topics = pages.flatMap((page) => page.topics);
  const found = topics.filter((topic) => topic.name === name);
  if (found.length > 0) return `${found.map((topic) => topic.describe(1)).join("\n\n")}\n`;
  const near = nearest(
    name,
    topics.map((topic) => topic.name),
  );
  const hint = near === undefined ? "" : `; did you mean ${near}?`;
  throw new UnknownTopicError(
    `there is no diagnostic, op, transform, loss, optimizer, reader or split named ${name}${hint}`,
  );
}
