import type { Connection, PublishDiagnosticsParams } from "vscode-languageserver/node.js";
import { checkOpenFiles, type Findings } from "./checking.ts";
import { shownDiagnostic } from "./features/diagnostics.ts";
import type { Host } from "./host.ts";
import type { Project } from "./project.ts";
import type { Workspace } from "./workspace.ts";

/** Sends diagnostics as files change: soon after the last of several changes, and nothing that is no longer so. */
export class Publishing {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #host: Host;
  readonly #checked: (project: Project) => void;
  /** The latest change of each project. */
  readonly #latest = new Map<Project, number>();
  /** What was sent last, by URI. */
  readonly #sent = new Map<string, string>();

  /** `checked` is told of each project whose files have been checked. */
  constructor(connection: Connection, workspace: Workspace, host: Host, checked: (project: Project) => void) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#host = host;
    this.#checked = checked;
  }

  /** A file of the project has changed. What else is waiting to be read is read first. */
  changed(project: Project): void {
    const change = (this.#latest.get(project) ?? 0) + 1;
    this.#latest.set(project, change);
    const isOver = () => this.#latest.get(project) !== change;
    setImmediate(async () => {
      if (isOver()) return;
      const findings = await checkOpenFiles(project, isOver);
      if (findings === undefined) return;
      this.#checked(project);
      await this.#publish(project, findings);
    });
  }

  async #publish(project: Project, findings: Findings): Promise<void> {
    // Places are turned into lines before anything is awaited: the texts may change then.
    const messages = [...findings].map(([path, found]): PublishDiagnosticsParams => {
      const uri = this.#workspace.uri({ project, path });
      const diagnostics = found.map((each) => shownDiagnostic(this.#workspace, project, this.#host.docs, each));
      const version = project.versionOf(path);
      return { uri, diagnostics, ...(version === undefined ? {} : { version }) };
    });
    const gone = [...this.#sent.keys()].filter(
      (uri) => this.#workspace.file(uri).project === project && !messages.some((message) => message.uri === uri),
    );
    const all = [...messages, ...gone.map((uri) => ({ uri, diagnostics: [] }))];
    await Promise.all(
      all.filter((message) => this.#isNews(message)).map((each) => this.#connection.sendDiagnostics(each)),
    );
  }

  /** Files that nobody has open, and that nothing is wrong with, are not spoken of. */
  #isNews(message: PublishDiagnosticsParams): boolean {
    const { uri, version, diagnostics } = message;
    const before = this.#sent.get(uri);
    const content = JSON.stringify(message);
    const isOver = version === undefined && diagnostics.length === 0;
    if (isOver) this.#sent.delete(uri);
    else this.#sent.set(uri, content);
    return isOver ? before !== undefined : before !== content;
  }
}
