import type { PickleHost } from "../../../lib/pickle/machine.ts";
import { PickleError } from "../../../lib/pickle/pickle-error.ts";
import { printable } from "../../../lib/printable.ts";
import { Storage, storageTypes } from "./storage.ts";
import { type TensorView, tensorView } from "./tensor-view.ts";
import { TorchError } from "./torch-error.ts";

/** By state-dict key, in the file's order. */
export type StateDict = ReadonlyMap<string, TensorView>;

type Callable = (args: readonly unknown[]) => unknown;

/** The functions that a state dict's pickle calls: all that there are. */
const functions: Readonly<Record<string, Callable | undefined>> = {
  "collections.OrderedDict": (args) => {
    if (args.length > 0) throw new PickleError("is damaged: its pickle makes an OrderedDict in an unusual way");
    return new Map();
  },
  "torch._utils._rebuild_tensor_v2": tensorView,
  // A tensor that is trained, whether it needs a gradient, hooks.
  "torch._utils._rebuild_parameter": ([tensor]) => tensor,
};

/** What the pickle of a state dict may refer to. */
export const stateDictHost: PickleHost = {
  global: (name) => (Object.hasOwn(functions, name) ? functions[name] : ownType(name)),
  persistent: (id) => Storage.fromPersistentId(id),
};

/** What a pickle held, if it is a state dict: a dict of tensors. Throws TorchError otherwise. */
export function stateDictOf(value: unknown): StateDict {
  if (!(value instanceof Map)) throw new TorchError(`holds no state dict but ${kindOf(value)}; ${advice}`);
  for (const [key, tensor] of value) {
    if (typeof key !== "string") throw new TorchError(`is no state dict: one of its keys is ${kindOf(key)}`);
    if (!isView(tensor))
      throw new TorchError(
        `is no state dict alone: under "${printable(key, 80)}" it holds ${kindOf(tensor)}; ${advice}`,
      );
  }
  return value;
}

const advice = "save it with torch.save(model.state_dict(), ...)";

function ownType(name: string): unknown {
  return Object.hasOwn(storageTypes, name) ? storageTypes[name] : undefined;
}

function isView(value: unknown): value is TensorView {
  return typeof value === "object" && value !== null && "storage" in value && "strides" in value;
}

function kindOf(value: unknown): string {
  if (value === null) return "None";
  if (isView(value)) return "a tensor";
  if (value instanceof Map) return "a dict";
  if (Array.isArray(value)) return "a list or tuple";
  const kinds: Readonly<Record<string, string>> = {
    string: "a text",
    number: "a number",
    bigint: "a number",
    boolean: "True or False",
  };
  return kinds[typeof value] ?? "another object";
}
