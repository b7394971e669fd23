import type { Subject, SubjectsByName } from "./subjects.ts";

/** What stands on one side of a comparison. */
export interface ComparedSide {
  /** As the person named it, without what stands after `#`. */
  readonly shown: string;
  /** The model or experiment that was named after `#`. */
  readonly fragment: string | undefined;
  /** True of one spec, which is compared with the other side's one spec whatever their paths are. */
  readonly isSingle: boolean;
  /** By path: those of one path are compared. */
  readonly specs: ReadonlyMap<string, SpecVersion>;
}

/** A spec as it is on one side. */
export interface SpecVersion {
  /** As messages call it. */
  readonly shown: string;
  /** Its text and those of all files that it imports, by path. Where these are the same, nothing changed. */
  readonly texts: () => ReadonlyMap<string, string>;
  /** Checks it. Throws CommandError where it has errors. */
  readonly open: () => OpenedSpec;
}

export interface OpenedSpec {
  readonly subjects: SubjectsByName;
  /** A model or an experiment by its name. Throws CommandError, with the nearest name, where there is none. */
  readonly named: (name: string) => Subject;
}
