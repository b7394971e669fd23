import { addDim, type Dim, isKnown, mulDim, showDim } from "../ir/dim.ts";
import type { Graph, ValueId } from "../ir/graph.ts";
import { opsByName } from "../ops/index.generated.ts";
import type { Window } from "../ops/op.ts";

type Pair = readonly [Dim, Dim];

/** Along height and width: pixels of the input that one number sees, and pixels between what neighbours see. */
interface Sight {
  readonly extent: Pair;
  readonly jump: Pair;
}

/**
 * What each value sees of the input: [height, width] in pixels; undefined for a value of which every number sees all of
 * it. A window of extent k and stride s on top of (extent r, jump j) sees r + (k - 1) * j, and its jump is j * s
 * (Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks", Distill 2019). Padding is
 * counted as seen, so at the picture's edge the true field is smaller.
 */
export function receptiveFields(graph: Graph): ReadonlyMap<ValueId, Pair | undefined> {
  const sights = new Map<ValueId, Sight | undefined>();
  for (const input of graph.inputs) {
    const onePixel: Sight = { extent: [1, 1], jump: [1, 1] };
    sights.set(input.name, input.shape.length === 3 ? onePixel : undefined);
  }
  for (const node of graph.nodes) {
    const window = opsByName[node.op]?.window(node.parameters);
    const seen = widest(node.inputs.map((input) => sights.get(input)));
    sights.set(node.path, window === undefined || seen === undefined ? undefined : through(window, seen));
  }
  return new Map(
    [...sights].map(([value, sight]) => [value, sight && [whole(sight.extent[0]), whole(sight.extent[1])]]),
  );
}

/** Between pixels that were painted larger than those of the input lie parts of a pixel. */
function whole(extent: Dim): Dim {
  return isKnown(extent) ? Math.ceil(extent) : extent;
}

function through({ extent, stride }: Window, seen: Sight): Sight {
  const along = (axis: 0 | 1): Dim => addDim(seen.extent[axis], mulDim(addDim(extent[axis], -1), seen.jump[axis]));
  return {
    extent: [along(0), along(1)],
    jump: [mulDim(seen.jump[0], stride[0]), mulDim(seen.jump[1], stride[1])],
  };
}

/** Of the values that a join takes: the most that any of them sees. */
function widest(sights: readonly (Sight | undefined)[]): Sight | undefined {
  return sights.reduce((a, b) => {
    if (a === undefined || b === undefined) return undefined;
    return {
      extent: [larger(a.extent[0], b.extent[0]), larger(a.extent[1], b.extent[1])],
      jump: [larger(a.jump[0], b.jump[0]), larger(a.jump[1], b.jump[1])],
    };
  });
}

/** Of two sizes with symbols the longer formula is taken: kernels with symbolic sizes do not join in practice. */
function larger(a: Dim, b: Dim): Dim {
  if (isKnown(a) && isKnown(b)) return Math.max(a, b);
  return showDim(a).length >= showDim(b).length ? a : b;
}
