import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
} from "vscode-languageserver/node.js";
import type { Project } from "./project.ts";
import { defaultSettings, readSettings, type Settings } from "./settings.ts";

/** What the editor can do, and what the person has set in it. */
export class Configuration {
  settings: Settings = defaultSettings;
  readonly #connection: Connection;
  #capabilities: ClientCapabilities = {};

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Whether the editor knows snippets with places to fill in. */
  get snippets(): boolean {
    return this.#capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  }

  initialise({ capabilities, initializationOptions }: InitializeParams): void {
    this.#capabilities = capabilities;
    this.settings = readSettings(initializationOptions);
  }

  /** Asks to be told of changes of settings, and of specs on disk; and for the settings where the editor has such. */
  async listen(): Promise<void> {
    const { workspace } = this.#capabilities;
    this.#connection.onDidChangeConfiguration(({ settings }) => this.#changed(settings));
    if (workspace?.didChangeConfiguration?.dynamicRegistration)
      await this.#connection.client.register(DidChangeConfigurationNotification.type, { section: "kpc" });
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = [{ globPattern: "**/*.kpnet" }];
      await this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (workspace?.configuration) await this.#changed(undefined);
  }

  /** An edit of one file changes what is shown in the others. */
  refresh(project?: Project): void {
    if (project !== undefined && project.open.length < 2) return;
    if (this.#capabilities.workspace?.inlayHint?.refreshSupport) this.#connection.languages.inlayHint.refresh();
  }

  async #changed(sent: unknown): Promise<void> {
    const canAsk = this.#capabilities.workspace?.configuration;
    const value = canAsk ? await this.#connection.workspace.getConfiguration("kpc") : sectionOf(sent);
    this.settings = readSettings(value);
    this.refresh();
  }
}

/** Editors that can't be asked send all of their settings. */
function sectionOf(settings: unknown): unknown {
  return typeof settings === "object" && settings !== null && "kpc" in settings ? settings.kpc : settings;
}
