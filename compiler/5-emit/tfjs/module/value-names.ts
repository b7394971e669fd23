import { symbolsOf } from "../../../ir/dim.ts";
import { type Body, type Call, type Item, isCall, isInstruction, isLoop } from "../../outline/index.ts";
import { helperNames } from "../helpers/index.ts";
import { headOf, loopList, loopVariable } from "./call-code.ts";

/** Words that a variable or function of the emitted module can't have for a name: JavaScript's, and the module's own. */
export const reservedNames: readonly string[] = [
  ..."await break case catch class const continue debugger default delete do else enum export extends false finally for".split(
    " ",
  ),
  ..."function if implements import in instanceof interface let new null package private protected public return".split(
    " ",
  ),
  ..."static super switch this throw true try typeof var void while with yield arguments eval undefined NaN".split(" "),
  ..."Infinity Math tf weights masks drawMasks gradients statistics path kept block under i".split(" "),
  ..."model ready load fetchWeights create save exportWeights predict toInput toTarget locate pointNames startTraining trainStep lossAndGradients applyGradients updateStatistics updateWeight updateNumbers zerosLike".split(
    " ",
  ),
  ..."readSafetensors writeSafetensors weightOf resized grayscale scaled wholeOf grown pointsIn sharesOf addKernels numbersOf".split(
    " ",
  ),
  ..."weightSpecs weightsFrom inTfjsLayout inTorchLayout uniform normal constant binomial".split(" "),
  ...helperNames,
];

/** What a result that has no name of its own is called after: `loss` and `sub` make `lossDifference`. */
const nouns: Readonly<Record<string, string>> = {
  add: "Sum",
  sub: "Difference",
  mul: "Product",
  matmul: "Product",
  abs: "Magnitude",
  greater: "Larger",
  rsqrt: "Inverse",
  square: "Squares",
  reduce_sum: "Sum",
  reduce_mean: "Mean",
};

/**
 * A variable for each value of a body that is no weight, mask or field of a record, by the value's name. `own` are names that
 * the body's fields of its forward pass have already; `functions` are those that it may call.
 */
export function variableNames(
  body: Body,
  own: ReadonlyMap<string, string>,
  functions: Iterable<string>,
): Map<string, string> {
  const sizes = [...body.inputs, ...body.weights.map(({ value }) => value), ...body.parts.map(({ value }) => value)];
  const symbols = sizes.flatMap(({ shape }) => shape.flatMap(symbolsOf));
  const taken = new Set([...reservedNames, ...functions, ...symbols]);
  const names = new Map<string, string>();
  const give = (value: string, wanted: string) => names.set(value, unused(wanted, taken));
  const lonely = lonelySteps(body.items);
  const results = resultsOf(body);
  for (const [value, name] of own) give(value, name);
  for (const { name } of body.inputs) give(name, nameOf(name));
  for (const item of body.items) {
    if (isLoop(item)) {
      const called = camelCase(`${item.calls[0]!.pass === "forward" ? "" : "d_"}${item.repeat}`);
      if (!names.has(loopVariable(item).name)) give(loopVariable(item).name, called);
      if (item.calls[0]!.record !== undefined) give(loopList(item).name, `${called}Blocks`);
    } else if (isInstruction(item)) {
      for (const { name } of item.outputs) give(name, unnamedOf(name, item.path, item.primitive) ?? nameOf(name));
    } else if (item.record !== undefined) {
      give(item.record.name, camelCase(`${item.pass === "forward" ? "" : "d_"}${item.path}`));
    } else {
      const loop = headOf(body, item);
      for (const { name } of item.outputs)
        give(
          name,
          loop === undefined ? nameOf(name) : camelCase(`${item.pass === "forward" ? "" : "d_"}${loop.repeat}`),
        );
      if (loop !== undefined) names.set(loopVariable(loop).name, names.get(item.outputs[0]!.name)!);
    }
  }
  return names;

  function nameOf(name: string): string {
    const plain = name.replace(/^d_/, "");
    const result = results.get(plain);
    return camelCase(lonely(result === undefined ? name : name.slice(0, name.length - plain.length) + result));
  }

  function unnamedOf(name: string, path: string, primitive: string): string | undefined {
    const stem = name.replace(/\.\d+$/, "");
    if (stem === name || (stem !== path && stem !== `d_${path}`)) return undefined;
    const noun = nouns[primitive] ?? capitalised(camelCase(primitive));
    // What a step's gradient has on its way is no gradient.
    const base = stem === "d_" ? "" : camelCase(lonely(stem));
    return base === "" ? `${noun.charAt(0).toLowerCase()}${noun.slice(1)}` : base + noun;
  }
}

/** `d_conv1.weight` is `dConv1Weight`, `layer2.0.conv1` is `layer2_0Conv1`. */
export function camelCase(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  if (words.length === 0) return "";
  const joined = words.reduce((text, word) => (/^\d/.test(word) ? `${text}_${word}` : text + capitalised(word)));
  return /^\d/.test(joined) ? `_${joined}` : joined;
}

/** What blocks give, by the paths of their calls: a value that is the only one to be taken from a block is called after it. */
function resultsOf({ items, parts }: Body): ReadonlyMap<string, string> {
  const results = new Map<string, string>();
  const calls = items.flatMap((item): readonly Call[] => (isLoop(item) ? item.calls : isCall(item) ? [item] : []));
  for (const call of calls.filter(({ pass }) => pass === "forward")) {
    const given =
      call.record === undefined
        ? call.outputs
        : parts.filter(({ record }) => record.name === call.record?.name).map(({ value }) => value);
    if (given.length === 1) results.set(given[0]!.name, call.path);
  }
  return results;
}

/** Takes the number from an unnamed step that is the only one of its kind: `flatten#1` is `flatten`. */
function lonelySteps(items: readonly Item[]): (name: string) => string {
  const paths = new Set(items.flatMap((item) => (isLoop(item) ? [] : [item.path])));
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
