import { Graph, layout } from "@dagrejs/dagre";
import type { Size } from "./measure.ts";
import type { Point, Straight } from "./placed.ts";
import { type Edge, entrance, exit, type Level } from "./scheme.ts";

/** Between boxes of one row, between edges of one row, and between rows, in pixels. */
const separation = { nodesep: 28, edgesep: 18, ranksep: 26 } as const;

/** How much more it counts that an edge of the chain goes straight down than one that goes around. */
const chainWeight = 8;

/** A node's centre, and the band from the top of the highest node of its row to the bottom. */
export interface Ranked {
  readonly x: number;
  readonly y: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Ranks extends Size {
  readonly nodes: ReadonlyMap<string, Ranked>;
  /** For each edge of the level the stretches in which it passes rows between its ends. */
  readonly between: readonly (readonly Straight[])[];
}

/** Places for a level's items in rows, each below what flows into it, by dagre: the layered layout of Sugiyama. */
export function ranksOf({ items, edges }: Level, sizes: ReadonlyMap<string, Size>): Ranks {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", align: "UL", ...separation });
  for (const [id, size] of sizes) graph.setNode(id, { ...size });
  const order = new Map([entrance, ...items.map(({ id }) => id), exit].map((id, index) => [id, index]));
  const isChain = ({ from, to }: Edge) => order.get(to)! - order.get(from)! === 1;
  // In this order dagre leaves the chain on the left, where `align` keeps it straight, and what goes around on the right.
  for (const edge of [...edges.filter((each) => !isChain(each)), ...edges.filter(isChain)]) {
    graph.setEdge(edge.from, edge.to, { weight: isChain(edge) ? chainWeight : 1 }, edge.value);
  }
  // What flows nowhere stands above the lower edge of its frame all the same.
  if (sizes.has(exit)) {
    for (const { id } of items) if ((graph.outEdges(id) ?? []).length === 0) graph.setEdge(id, exit, {}, "nothing");
  }
  layout(graph);
  const ids = [...sizes.keys()];
  const points = edges.map(({ from, to, value }) => (graph.edge(from, to, value).points as Point[]).slice(1, -1));
  const left = Math.min(
    ...ids.map((id) => graph.node(id).x - graph.node(id).width / 2),
    ...points.flat().map(({ x }) => x),
  );
  const right = Math.max(
    ...ids.map((id) => graph.node(id).x + graph.node(id).width / 2),
    ...points.flat().map(({ x }) => x),
  );
  const rows = rowsOf(ids.map((id) => graph.node(id)));
  const nodes = ids.map((id): [string, Ranked] => {
    const { x, y } = graph.node(id);
    return [id, { x: x - left, y, ...rows.get(Math.round(y))! }];
  });
  const between = points.map((own) =>
    own.flatMap(({ x, y }): Straight[] => {
      const row = rows.get(Math.round(y));
      return row === undefined ? [] : [{ x: x - left, ...row }];
    }),
  );
  return { nodes: new Map(nodes), between, width: right - left, height: graph.graph().height ?? 0 };
}

/** Top and bottom of each row, by the rounded height of its centre. */
function rowsOf(nodes: readonly { y: number; height: number }[]): Map<number, { top: number; bottom: number }> {
  const rows = new Map<number, { top: number; bottom: number }>();
  for (const { y, height } of nodes) {
    const row = rows.get(Math.round(y)) ?? { top: y, bottom: y };
    rows.set(Math.round(y), { top: Math.min(row.top, y - height / 2), bottom: Math.max(row.bottom, y + height / 2) });
  }
  return rows;
}
