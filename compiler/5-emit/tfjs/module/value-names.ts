import type { Program } from "../../../ir/program.ts";
import { helperNames } from "../helpers/index.ts";

/** Words that a variable of the emitted functions can't have for a name: JavaScript's, and the module's own. */
const reserved = new Set([
  ..."await break case catch class const continue debugger default delete do else enum export extends false finally for".split(
    " ",
  ),
  ..."function if implements import in instanceof interface let new null package private protected public return".split(
    " ",
  ),
  ..."static super switch this throw true try typeof var void while with yield arguments eval undefined NaN".split(" "),
  ..."Infinity Math tf weights masks drawMasks gradients".split(" "),
  ...helperNames,
]);

/** What a result that has no name of its own is called after: `loss` and `sub` make `lossDifference`. */
const nouns: Readonly<Record<string, string>> = {
  add: "Sum",
  sub: "Difference",
  mul: "Product",
  matmul: "Product",
  abs: "Magnitude",
  greater: "Larger",
  reduce_sum: "Sum",
  reduce_mean: "Mean",
};

/** A variable for each value of a program that is no weight or mask, by the value's name. */
export function variableNames(program: Program, symbols: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set([...reserved, ...symbols]);
  const names = new Map<string, string>();
  const give = (value: string, wanted: string) => names.set(value, unused(wanted, taken));
  const lonely = lonelySteps(program);
  for (const { name } of program.inputs) give(name, camelCase(name));
  for (const { primitive, outputs, path } of program.instructions) {
    for (const { name } of outputs) {
      const [stem, number] = [name.replace(/\.\d+$/, ""), /\.\d+$/.test(name)];
      const unnamed = number && (stem === path || stem === `d_${path}`);
      const base = camelCase(lonely(unnamed ? stem : name));
      give(name, unnamed ? base + (nouns[primitive] ?? capitalised(camelCase(primitive))) : base);
    }
  }
  return names;
}

/** `d_conv1.weight` is `dConv1Weight`, `layer2.0.conv1` is `layer2_0Conv1`. */
export function camelCase(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = words.reduce((text, word) => (/^\d/.test(word) ? `${text}_${word}` : text + capitalised(word)));
  return /^\d/.test(joined) ? `_${joined}` : joined;
}

/** Takes the number from an unnamed step that is the only one of its kind: `flatten#1` is `flatten`. */
function lonelySteps(program: Program): (name: string) => string {
  const paths = new Set(program.instructions.map(({ path }) => path));
  return (name) =>
    name.replace(/#1(?![0-9])/, (text, at: number) => {
      const stem = name.slice(0, at).replace(/^d_/, "");
      return paths.has(`${stem}#2`) ? text : "";
    });
}

function unused(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
  taken.add(name);
  return name;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
