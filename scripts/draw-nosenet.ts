import { diskSource } from "../cli/spec.ts";
import { checkProject } from "../compiler/index.ts";
import { drawScheme } from "../reports/drawing/draw.ts";
import { schemeOf } from "../reports/drawing/scheme-of.ts";
import { renderSvg } from "../reports/drawing/svg.ts";

/** The picture in docs/drawings.md: what `kpc draw specs/nosenet.kpnet#NoseNet` prints. */
export function drawNoseNet(): string {
  const root = new URL("..", import.meta.url).pathname;
  const { models, lookup } = checkProject("specs/nosenet.kpnet", diskSource(root));
  return renderSvg(drawScheme(schemeOf(models.get("NoseNet")!, { depth: 0, expanded: [] })), lookup);
}
