import { join } from "node:path";
import type { FileSource, Refusal } from "../../compiler/file-source.ts";
import { Cache, checkProject } from "../../compiler/index.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { named } from "../choose.ts";
import { fromHere, moved, type Report, refusal } from "../diagnostics.ts";
import { CommandError, exit } from "../exit.ts";
import { shown as displayed } from "../paths.ts";
import { largestSpec } from "../spec.ts";
import type { OpenedSpec, SpecVersion } from "./side.ts";
import { subjectNamed, subjectsOf } from "./subjects.ts";

/** Where a spec is read from. */
export interface SpecPlace {
  readonly source: FileSource;
  /** From the source's root. */
  readonly path: string;
  /** As messages call it. */
  readonly shown: string;
  /** Where the files of the source lie: in a folder, or below a root of a revision. */
  readonly base: { readonly folder: string } | { readonly revision: string; readonly root: string };
}

/** A spec that is read when it is asked for. `cache` may be shared by specs of one source. */
export function specVersion({ source, path, shown, base }: SpecPlace, cache = new Cache()): SpecVersion {
  return {
    shown,
    texts() {
      refuseOtherThanSpec(source, path, shown);
      cache.open(source);
      return new Map(cache.files(path).map((file) => [file, cache.text(file) ?? ""]));
    },
    open(): OpenedSpec {
      refuseOtherThanSpec(source, path, shown);
      const fileName = (file: string): string =>
        "folder" in base ? displayed(join(base.folder, file)) : `${base.root}${file}`;
      const project = { ...checkProject(path, source, cache), fileName };
      if (hasErrors(project.diagnostics)) throw refusal(asShown(project, base), exit.spec, `${shown} has errors`);
      return {
        subjects: subjectsOf(project),
        named(name) {
          const { experiments, models } = project;
          named("model or experiment", new Map<string, unknown>([...experiments, ...models]), name, { shown });
          const subject = subjectNamed(project, name);
          if (subject !== undefined) return subject;
          throw new CommandError(exit.spec, `${shown}#${name} trains a model that has errors`);
        },
      };
    },
  };
}

function refuseOtherThanSpec(source: FileSource, path: string, shown: string): void {
  const refused = source.refusal?.(path);
  if (refused !== undefined) throw new CommandError(exit.spec, `${shown} ${reasons[refused]}`);
  if (source.read(path) === undefined) throw new CommandError(exit.spec, `${shown}: there is no such file`);
}

const reasons: Readonly<Record<Refusal, string>> = {
  outside: "leads out of the project",
  "no plain file": "is no plain file, and so no spec",
  "too large": `is too large: a spec has ${largestSpec / 2 ** 20} MiB at most`,
};

function asShown(report: Report, base: SpecPlace["base"]): Report {
  if ("folder" in base) return fromHere(report, base.folder);
  const prefix = `${base.revision}:${base.root}`;
  const { lookup } = report;
  const original = (file: string): string => file.slice(prefix.length);
  return moved(report.diagnostics, (place) => ({ ...place, file: `${prefix}${place.file}` }), {
    text: (file) => lookup.text(original(file)),
    offset: (file, declaration) => lookup.offset(original(file), declaration),
  });
}
