import { annotationSchemas } from "../../compiler/ir/annotations.ts";
import { propertySchemas } from "../../compiler/ir/properties.ts";
import { registries } from "../../compiler/registries.ts";
import { catalogueByName } from "../../diagnostics/catalogue/index.generated.ts";
import { type Callable, describeCallable } from "./callable.ts";
import { describeDiagnostic } from "./diagnostic.ts";
import { describeOp } from "./op.ts";
import { describeAnnotation, describeDeclaration } from "./properties.ts";

/** One thing that can be looked up by name. */
export interface Topic {
  readonly name: string;
  /** Markdown, under a heading of the given depth. */
  readonly describe: (depth: number) => string;
}

/** A page of the reference: one registry. */
export interface Page {
  /** `docs/ops.md`. */
  readonly path: string;
  readonly title: string;
  readonly intro: string;
  readonly topics: readonly Topic[];
}

export const pages: readonly Page[] = [
  {
    path: "docs/ops.md",
    title: "Ops",
    intro:
      "The steps that a model is made of. Named and meant as in PyTorch; the channels or features that flow in are never written.",
    topics: topicsOf(registries.ops, describeOp),
  },
  {
    path: "docs/transforms.md",
    title: "Transforms",
    intro:
      "The steps of an `examples` declaration: what is done to a picture and its points before the network sees them.",
    topics: topicsOf(registries.transforms, describeCallable),
  },
  {
    path: "docs/losses.md",
    title: "Losses",
    intro: "What training makes small: the `loss` of an experiment.",
    topics: topicsOf(registries.losses, describeCallable),
  },
  {
    path: "docs/optimizers.md",
    title: "Optimizers",
    intro: "How weights are updated: the `optimizer` of an experiment.",
    topics: topicsOf(registries.optimizers, describeCallable),
  },
  {
    path: "docs/schedules.md",
    title: "Schedules",
    intro:
      "How the learning rate changes over a run: the `schedule` of an experiment, in factors of the optimizer's `lr`.",
    topics: topicsOf(registries.schedules, describeCallable),
  },
  {
    path: "docs/metrics.md",
    title: "Metrics",
    intro: "What a run measures beside its loss, on the validation split: the `metrics` of an experiment.",
    topics: topicsOf(registries.metrics, describeCallable),
  },
  {
    path: "docs/inits.md",
    title: "Beginnings",
    intro: "What weights a run begins with, in place of random ones: the `init` of an experiment.",
    topics: topicsOf(registries.inits, describeCallable),
  },
  {
    path: "docs/datasets.md",
    title: "Datasets",
    intro: "Readers of annotated pictures, the `source` of a dataset, and ways to part them, its `split`.",
    topics: [
      ...topicsOf<Callable>(registries.datasets, describeCallable),
      ...topicsOf<Callable>(registries.splits, describeCallable),
    ],
  },
  {
    path: "docs/declarations.md",
    title: "Declarations",
    intro:
      "What `keypoints`, `dataset` and `experiment` say of themselves, and the annotations that may stand behind a step or a property.",
    topics: [
      ...Object.entries(propertySchemas).map(([name, properties]) => ({
        name,
        describe: (depth: number) => describeDeclaration(name, properties, depth),
      })),
      ...Object.entries(annotationSchemas).map(([name, annotation]) => ({
        name,
        describe: (depth: number) => describeAnnotation(name, annotation, depth),
      })),
    ],
  },
  {
    path: "docs/diagnostics.md",
    title: "Diagnostics",
    intro:
      "Everything that `kpc check` can say, by name. An error stops a spec from being used. Warnings and notes don't, and can be silenced on the step or property where they are meant: `@allow(lost_pixels)`.",
    topics: topicsOf(catalogueByName, describeDiagnostic),
  },
];

function topicsOf<Entry extends { readonly name: string }>(
  registry: Readonly<Record<string, Entry | undefined>>,
  describe: (entry: Entry, depth: number) => string,
): readonly Topic[] {
  const entries = Object.values(registry).filter((entry) => entry !== undefined);
  return entries.map((entry) => ({ name: entry.name, describe: (depth) => describe(entry, depth) }));
}
