import { faceChart } from "../../reports/charts/face-chart.ts";
import { standalone } from "../../reports/charts/theme.ts";
import { distributionChart, lossChart } from "../../reports/run/curves.ts";
import { reportPage } from "../../reports/run/page.ts";
import { svgPicture } from "../../runtime/pictures/svg-picture.ts";
import { bytesOf } from "./data-url.ts";
import type { RunContent } from "./reported-run.ts";

interface File {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** The page and, in a folder of its name, its drawings and pictures as PNG; those of several runs in a folder each. */
export async function reportFiles(page: string, contents: readonly RunContent[]): Promise<readonly File[]> {
  const runs = contents.map(({ run }) => run);
  const folder = page.replace(/\.html$/, "");
  const charts = [
    { path: `${folder}/loss.png`, content: await svgPicture(standalone(lossChart(runs))) },
    { path: `${folder}/error-distribution.png`, content: await svgPicture(standalone(distributionChart(runs))) },
  ];
  const pictures: File[] = [];
  for (const content of contents) {
    const at = runs.length === 1 ? folder : `${folder}/${content.run.name.replaceAll("/", "-")}`;
    for (const { path, content: bytes } of await picturesOf(content))
      pictures.push({ path: `${at}/${path}`, content: bytes });
  }
  return [{ path: page, content: reportPage(runs) }, ...charts, ...pictures];
}

async function picturesOf({ run, sheets }: RunContent): Promise<readonly File[]> {
  const points = { path: "error-per-point.png", content: await svgPicture(standalone(faceChart(run.face))) };
  if (run.filters === undefined) return [...sheets, points];
  const { sheet, responses } = run.filters;
  return [
    ...sheets,
    points,
    { path: "filters.png", content: bytesOf(sheet) },
    { path: "filtered.png", content: bytesOf(responses) },
  ];
}
