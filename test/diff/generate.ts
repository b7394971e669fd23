import { pathStream } from "./random.ts";

/** A convolution with what stands behind it. */
interface Cell {
  name: string;
  was?: string;
  width: number;
  kernel: 3 | 5;
  dilation: 1 | 2;
  /** Name of a batch norm. */
  norm?: string;
  activation?: { op: string; name?: string };
  dropout?: number;
  /** Whether the convolution's own value is added at the end. */
  skips: boolean;
  /** Steps that were put behind it. */
  extra: string[];
}

/** A change that was made, as `kpc diff` should tell of it: a step without a name goes by its op. */
export type Expected = readonly [kind: string, className: string, step: string];

export interface GeneratedPair {
  readonly before: string;
  readonly after: string;
  readonly expected: readonly Expected[];
}

/** A spec of the model `M` and the same after one to five edits, from a seed. */
export function generatePair(seed: number): GeneratedPair {
  const random = pathStream(seed);
  const count = 1 + random.below(5);
  const cells = Array.from({ length: 2 * count + 1 + random.below(4) }, (_, index) => generateCell(index, random));
  const edited = structuredClone(cells);
  // No two edits touch: each stands between convolutions that stay.
  const places = random.some(Math.floor((cells.length - 1) / 2), count).map((place) => 2 * place + 1);
  const expected = places.map((place) => editCell(edited, place, random));
  return { before: textOf(cells), after: textOf(edited), expected };
}

type Random = ReturnType<typeof pathStream>;

const activations = ["relu", "tanh", "sigmoid"];

function generateCell(index: number, random: Random): Cell {
  const name = `conv${index}`;
  const isNamed = random.below(2) === 0;
  const op = random.of(activations);
  return {
    name,
    width: 2 + random.below(4),
    kernel: 3,
    dilation: 1,
    ...(random.below(2) === 0 ? { norm: `bn${index}` } : {}),
    activation: isNamed ? { op, name: `act${index}` } : { op },
    ...(random.below(3) === 0 ? { dropout: 0.1 } : {}),
    skips: random.below(3) === 0,
    extra: [],
  };
}

/** Makes one edit of a cell. */
function editCell(cells: Cell[], place: number, random: Random): Expected {
  const cell = cells[place]!;
  const edits: (() => Expected)[] = [
    () => {
      cell.width += 3;
      return ["changed", "weights", cell.name];
    },
    () => {
      cell.kernel = 5;
      return ["changed", "weights", cell.name];
    },
    () => {
      cell.dilation = 2;
      return ["changed", "numerics", cell.name];
    },
    () => {
      cell.activation!.op = random.of(activations.filter((op) => op !== cell.activation!.op));
      return ["replaced", "numerics", cell.activation!.name ?? cell.activation!.op];
    },
    () => {
      const { op, name } = cell.activation!;
      delete cell.activation;
      return ["removed", "numerics", name ?? op];
    },
    () => {
      cell.extra.push("hardswish()");
      return ["inserted", "numerics", "hardswish"];
    },
    () => {
      cell.extra.push(`fresh${place} = conv2d(${cell.width}, kernel: 1)`);
      return ["inserted", "weights", `fresh${place}`];
    },
    () => {
      cell.extra.push("dropout(p: 0.3)");
      return ["inserted", "training", "dropout"];
    },
    () => {
      cell.name = `other${place}`;
      return ["renamed", "weights", cell.name];
    },
    () => {
      cell.was = cell.name;
      cell.name = `other${place}`;
      return ["renamed", "naming", cell.name];
    },
  ];
  if (cell.norm !== undefined)
    edits.push(() => {
      const name = cell.norm!;
      delete cell.norm;
      return ["removed", "weights", name];
    });
  if (cell.dropout !== undefined)
    edits.push(() => {
      cell.dropout = 0.4;
      return ["changed", "training", "dropout2d"];
    });
  return random.of(edits)();
}

function textOf(cells: readonly Cell[]): string {
  const lines = cells.flatMap(linesOf).map((line) => `  ${line}`);
  return `model M {\n  input x: image[1, 8, 8] in 0..1\n${lines.join("\n")}\n  flatten()\n  fc = linear(4)\n  output y: points[2]\n}\n`;
}

function linesOf(cell: Cell): string[] {
  const { name, was, width, kernel, dilation, norm, activation, dropout, skips, extra } = cell;
  const padding = (dilation * (kernel - 1)) / 2;
  const label = activation?.name === undefined ? "" : `${activation.name} = `;
  return [
    `${name} = conv2d(${width}, kernel: ${kernel}, padding: ${padding}, dilation: ${dilation})${was === undefined ? "" : ` @was(${was})`}`,
    ...(norm === undefined ? [] : [`${norm} = batchnorm()`]),
    ...(activation === undefined ? [] : [`${label}${activation.op}()`]),
    ...extra,
    ...(dropout === undefined ? [] : [`dropout2d(p: ${dropout})`]),
    ...(skips ? [`add(${name})`] : []),
  ];
}
