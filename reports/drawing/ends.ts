import type { LaidItem, LaidLevel } from "./laid.ts";
import { portStep } from "./measure.ts";
import type { Straight } from "./placed.ts";
import type { Ranks } from "./ranks.ts";
import { type Edge, entrance, exit, type Level } from "./scheme.ts";

/** Between edges that end at one box, and between those that enter a frame. */
const edgeStep = 22;

interface Ends extends Pick<LaidLevel, "entering" | "leaving"> {
  /** Of each edge the stretch from its beginning to the end of that row, and the one from the top of a row to its end. */
  readonly starts: readonly Straight[];
  readonly finishes: readonly Straight[];
}

/** Where a level's edges begin and end, and where values cross the edges of the frame around it. */
export function endsOf(level: Level, items: readonly LaidItem[], ranks: Ranks): Ends {
  const edges = level.edges.map((edge, index) => ({ ...edge, between: ranks.between[index]! }));
  const byId = new Map(items.map((each) => [each.item.id, each]));
  const nodeX = (id: string): number => ranks.nodes.get(id)!.x;
  const startX = ({ from, value }: Edge): number => {
    return byId.get(from)?.outputs.find((port) => port.value === value)?.x ?? nodeX(entrance);
  };
  /** The last place that an edge passes before its end, and the first after its beginning. */
  const comesFrom = (edge: Routed): number => edge.between.at(-1)?.x ?? startX(edge);
  const goesTo = (edge: Routed): number => edge.between[0]?.x ?? nodeX(edge.to);
  /** Edges that end at one box stand side by side in the order in which they come; one that comes straight stays so. */
  const joinX = (edge: Routed): number => {
    const { x, width } = byId.get(edge.to)!;
    const all = edges.filter(({ to }) => to === edge.to).sort((a, b) => comesFrom(a) - comesFrom(b));
    const straight = all.findIndex((each) => Math.abs(comesFrom(each) - nodeX(edge.to)) < 1);
    const middle = straight < 0 ? (all.length - 1) / 2 : straight;
    return x + width / 2 + (all.indexOf(edge) - middle) * Math.min(edgeStep, width / 2 / all.length);
  };

  const entering = spread(level.entering, ranks.nodes.get(entrance)?.x ?? 0, edgeStep, (value) => {
    return mean(edges.filter((edge) => edge.from === entrance && edge.value === value).map(goesTo));
  });
  const leaving = spread(
    level.leaving.map(({ value }) => value),
    ranks.nodes.get(exit)?.x ?? 0,
    portStep(level.leaving),
    (value) => {
      return mean(edges.filter((edge) => edge.to === exit && edge.value === value).map(comesFrom));
    },
  );
  const starts = edges.map((edge): Straight => {
    if (edge.from === entrance) return { x: entering.get(edge.value)!, top: 0, bottom: 0 };
    const { y, height } = byId.get(edge.from)!;
    return { x: startX(edge), top: y + height, bottom: ranks.nodes.get(edge.from)!.bottom };
  });
  const finishes = edges.map((edge): Straight => {
    if (edge.to === exit) return { x: leaving.get(edge.value)!, top: ranks.height, bottom: ranks.height };
    const { x, y, inside } = byId.get(edge.to)!;
    const end = inside === undefined ? joinX(edge) : x + inside.left + inside.level.entering.get(edge.value)!;
    return { x: end, top: ranks.nodes.get(edge.to)!.top, bottom: y };
  });
  return { starts, finishes, entering, leaving };
}

interface Routed extends Edge {
  readonly between: readonly Straight[];
}

/** Room that the places need where values enter a frame, or leave it. */
export function enteringWidth({ entering }: Level): number {
  return (entering.length - 1) * edgeStep + 1;
}

export function leavingWidth({ leaving }: Level): number {
  return (leaving.length - 1) * portStep(leaving) + 1;
}

/** Values side by side around a middle, in the order of where each wants to be. */
function spread(
  values: readonly string[],
  middle: number,
  step: number,
  wanted: (value: string) => number,
): ReadonlyMap<string, number> {
  const sorted = [...values].sort((a, b) => wanted(a) - wanted(b));
  return new Map(sorted.map((value, index) => [value, middle + (index - (sorted.length - 1) / 2) * step]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}
