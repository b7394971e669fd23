import { sameDim } from "../../ir/dim.ts";
import { type Body, type Call, type Item, isCall, type Loop, type Part, takenBy } from "./body.ts";

/**
 * Makes loops of calls that follow each other in a repeat. `results` are the names of values that the body gives, which
 * can't come from the middle of a loop.
 */
export function withLoops(body: Body, results: ReadonlySet<string>): Body {
  const parts = new Map(body.parts.map((part) => [part.value.name, part]));
  const chains = paired(chainsIn(body.items, parts));
  const loops = chains.filter((chain) => chain.length > 1).map((chain) => loopOf(chain, parts));
  const sound = onlyTogether(loops.filter((loop) => staysInside(loop, body, parts, results)));
  const heads = new Map(sound.map((loop) => [loop.calls[0]!, loop]));
  const rest = new Set(sound.flatMap(({ calls }) => calls.slice(1)));
  const items = body.items.flatMap((item): Item[] => {
    if (!isCall(item)) return [item];
    return rest.has(item) ? [] : [heads.get(item) ?? item];
  });
  return { ...body, items };
}

type Parts = ReadonlyMap<string, Part>;

/** Runs of calls of one routine, for one index of a repeat after the other. */
function chainsIn(items: readonly Item[], parts: Parts): Call[][] {
  const chains: Call[][] = [];
  for (const [place, item] of items.entries()) {
    if (!isCall(item)) continue;
    const before = items[place - 1];
    const follows = before !== undefined && isCall(before) && continues(before, item, parts);
    const chain = chains.at(-1);
    const joins =
      follows && (chain!.length < 2 || carriedOf(chain![0]!, chain![1]!, parts) === carriedOf(before, item, parts));
    if (joins) chain!.push(item);
    else chains.push([item]);
  }
  return chains;
}

function continues(before: Call, call: Call, parts: Parts): boolean {
  if (before.routine !== call.routine) return false;
  const [a, b] = [turnOf(before), turnOf(call)];
  if (a === undefined || b === undefined || a.repeat !== b.repeat) return false;
  if (b.index - a.index !== (call.pass === "forward" ? 1 : -1)) return false;
  if (!call.numbers.every((dim, place) => sameDim(dim, before.numbers[place]!))) return false;
  return carriedOf(before, call, parts) !== undefined;
}

/** `layer1` and 2, of `layer1.2`. */
function turnOf({ path }: Call): { repeat: string; index: number } | undefined {
  const [, repeat, index] = /^(.*)\.(\d+)$/.exec(path) ?? [];
  return repeat === undefined ? undefined : { repeat, index: Number(index) };
}

/** The one input of a call that is what the call before gives; undefined where others differ too. */
function carriedOf(before: Call, call: Call, parts: Parts): number | undefined {
  const differing = call.inputs.flatMap(({ name }, place) => (name === before.inputs[place]!.name ? [] : [place]));
  const [carried, ...others] = differing;
  if (carried === undefined || others.length > 0) return undefined;
  return resultOf(before, call.inputs[carried]!.name, parts) < 0 ? undefined : carried;
}

/** Which of a call's outputs a value is; -1 for none. */
function resultOf(call: Call, value: string, parts: Parts): number {
  if (call.record === undefined) return call.outputs.findIndex(({ name }) => name === value);
  const part = parts.get(value);
  if (part?.record.name !== call.record.name) return -1;
  return call.routine.outputs.findIndex(({ name }) => name === part.field);
}

/** Parts chains of the forward and of the backward pass so that each of the one has the records of one of the other. */
function paired(chains: readonly Call[][]): Call[][] {
  const chainOf = new Map(chains.flatMap((chain) => chain.map((call) => [call, chain] as const)));
  const calls = [...chainOf.keys()];
  const takers = new Map(calls.flatMap((call) => (call.kept === undefined ? [] : [[call.kept.name, call] as const])));
  const makers = new Map(
    calls.flatMap((call) => (call.record === undefined ? [] : [[call.record.name, call] as const])),
  );
  const partner = (call: Call) => {
    const other = call.kept === undefined ? takers.get(call.record?.name ?? "") : makers.get(call.kept.name);
    return other === undefined ? undefined : chainOf.get(other);
  };
  return chains.flatMap((chain) => {
    const pieces: Call[][] = [];
    for (const [place, call] of chain.entries()) {
      if (place > 0 && partner(call) === partner(chain[place - 1]!)) pieces.at(-1)!.push(call);
      else pieces.push([call]);
    }
    return pieces;
  });
}

function loopOf(calls: readonly Call[], parts: Parts): Loop {
  const [first, second] = calls as readonly [Call, Call];
  const carried = carriedOf(first, second, parts)!;
  const turns = calls.map((call) => turnOf(call)!);
  return {
    calls,
    carried,
    result: resultOf(first, second.inputs[carried]!.name, parts),
    repeat: turns[0]!.repeat,
    indices: turns.map(({ index }) => index),
  };
}

/** Whether nothing but the loop itself, and a loop of its gradients, takes what its turns give, but for the last one's result. */
function staysInside(
  { calls, carried, result }: Loop,
  { items, parts: all }: Body,
  parts: Parts,
  results: ReadonlySet<string>,
): boolean {
  return calls.every((call, place) => {
    const next = calls[place + 1];
    const given =
      call.record === undefined
        ? call.outputs
        : all.filter(({ record }) => record.name === call.record?.name).map(({ value }) => value);
    if (call.record !== undefined && results.has(call.record.name)) return false;
    if (
      call.record !== undefined &&
      items.some(
        (item) =>
          takenBy(item).some(({ name }) => name === call.record!.name) &&
          !(isCall(item) && item.kept?.name === call.record!.name),
      )
    )
      return false;
    if (all.some(({ record, value }) => given.some(({ name }) => name === record.name) && value !== undefined))
      return false;
    return given.every(({ name }) => {
      if (next === undefined && resultOf(call, name, parts) === result) return true;
      const users = items.filter((item) => takenBy(item).some((taken) => taken.name === name));
      if (results.has(name) || resultOf(call, name, parts) !== result) return users.length === 0 && !results.has(name);
      return users.every(
        (user) =>
          user === next &&
          next.inputs.filter((input) => input.name === name).length === 1 &&
          next.inputs[carried]!.name === name,
      );
    });
  });
}

/** Without loops that take, or leave, records which no other loop makes or takes. */
function onlyTogether(loops: readonly Loop[]): Loop[] {
  const kept = new Set(loops.flatMap(({ calls }) => calls.map((call) => call.kept?.name)));
  const made = new Set(loops.flatMap(({ calls }) => calls.map((call) => call.record?.name)));
  return loops.filter(({ calls }) => {
    if (calls[0]!.kept !== undefined) return calls.every((call) => made.has(call.kept!.name));
    const { record, routine } = calls[0]!;
    return record === undefined || !routine.isRecord || calls.every((call) => kept.has(call.record!.name));
  });
}
