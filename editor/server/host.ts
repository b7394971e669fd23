import type { FileSource } from "../../compiler/file-source.ts";

/** A file of a project: the folder that its paths count from, and its own path from there with `/` between folders. */
export interface Location {
  readonly root: string;
  readonly path: string;
}

/** What the server asks of the machine that it runs on. */
export interface Host {
  /** Where a file stands, links followed: the server must agree with `kpc check` on what a project is. */
  locate(file: string): Location;
  /** The files of a project as they are on disk. */
  source(root: string): FileSource;
  /** Paths of all specs of a project, from its root. */
  specs(root: string): readonly string[];
  /** The folder of the reference (docs/diagnostics.md and so on) as a URI. */
  readonly docs: string;
}
