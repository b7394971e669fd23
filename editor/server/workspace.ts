import { fileURLToPath, pathToFileURL } from "node:url";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { memorySource } from "../../compiler/file-source.ts";
import type { Host } from "./host.ts";
import { Project } from "./project.ts";

/** A file, and the project that it belongs to. */
export interface ProjectFile {
  readonly project: Project;
  readonly path: string;
}

/** The projects of which a file is open, or lies in a folder of the workspace. */
export class Workspace {
  readonly #host: Host;
  readonly #projects = new Map<string, Project>();
  readonly #roots = new Map<Project, string>();
  /** What the editor calls the files that are open: it may reach them through links. */
  readonly #uris = new Map<Project, Map<string, string>>();

  constructor(host: Host) {
    this.#host = host;
  }

  get projects(): readonly Project[] {
    return [...this.#projects.values()];
  }

  /** A file was opened or edited. */
  put(document: TextDocument): ProjectFile {
    const file = this.file(document.uri);
    file.project.put(file.path, document);
    this.#uris.get(file.project)!.set(file.path, document.uri);
    return file;
  }

  close(uri: string): ProjectFile {
    const file = this.file(uri);
    file.project.close(file.path);
    this.#uris.get(file.project)!.delete(file.path);
    return file;
  }

  /** A folder of the workspace, whose specs can be searched before any of them is open. */
  addFolder(uri: string): void {
    if (uri.startsWith("file:")) this.file(`${uri.replace(/\/$/, "")}/any.kpnet`);
  }

  file(uri: string): ProjectFile {
    if (!uri.startsWith("file:")) return { project: this.#unsaved(uri), path: uri };
    const { root, path } = this.#host.locate(fileURLToPath(uri));
    const make = () => new Project(this.#host.source(root), () => this.#host.specs(root));
    return { project: this.#project(root, make), path };
  }

  uri({ project, path }: ProjectFile): string {
    const root = this.#roots.get(project)!;
    return this.#uris.get(project)!.get(path) ?? pathToFileURL(`${root}/${path}`).href;
  }

  /** A text that is no file yet is a project of its own. */
  #unsaved(uri: string): Project {
    return this.#project(uri, () => new Project(memorySource({}), () => []));
  }

  #project(root: string, make: () => Project): Project {
    const known = this.#projects.get(root);
    if (known !== undefined) return known;
    const made = make();
    this.#projects.set(root, made);
    this.#roots.set(made, root);
    this.#uris.set(made, new Map());
    return made;
  }
}
