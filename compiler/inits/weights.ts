import { names, string } from "../ir/parameters.ts";
import { defineInit } from "./init.ts";

type Weights = { readonly path: string; readonly except?: readonly string[] };

export const weights = defineInit<Weights>({
  name: "weights",
  doc: "Begins with the weights of a file: a checkpoint of another run, safetensors, or what PyTorch's `torch.save` wrote of a state dict. Every weight of the model must be in it, with its shape, but for those under `except`, which begin anew.",
  parameters: {
    path: string({ doc: "the file, relative to the project root" }),
    except: names({ doc: "steps, blocks or weights that begin anew, such as `[fc]`", default: null }),
  },
  path: ({ path }) => path,
  except: ({ except = [] }) => except,
});
