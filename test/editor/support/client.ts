import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver/node.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

interface Waiting {
  readonly uri: string;
  readonly version: number | undefined;
  readonly resolve: (diagnostics: Diagnostic[]) => void;
}

/** An editor's side of the protocol, over the stdio of a real `kpc lsp`. Files live in a folder of their own. */
export class Client {
  readonly folder: string;
  readonly connection: ProtocolConnection;
  /** What the server told of itself. */
  initialized!: InitializeResult;
  /** All diagnostics that were sent, in order. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly #process: ChildProcess;
  readonly #open = new Set<string>();
  readonly #versions = new Map<string, number>();
  #waiting: Waiting[] = [];
  #errors = "";

  private constructor(program: readonly string[], folder: string) {
    this.folder = folder;
    this.#process = spawn(process.execPath, program, { cwd: root, stdio: ["pipe", "pipe", "pipe"] });
    this.#process.stderr!.on("data", (text) => {
      this.#errors += text;
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout!),
      new StreamMessageWriter(this.#process.stdin!),
    );
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      const isHere = ({ uri, version }: Waiting) =>
        uri === params.uri && (version === undefined || version === params.version);
      for (const waiting of this.#waiting.filter(isHere)) waiting.resolve(params.diagnostics);
      this.#waiting = this.#waiting.filter((waiting) => !isHere(waiting));
    });
    this.connection.onRequest("client/registerCapability", () => null);
    this.connection.listen();
  }

  /** Starts a server, by default from the sources. */
  static async start({
    program = ["--import", "tsx", join(root, "cli/bin.ts"), "lsp"],
    files = {},
    capabilities = {},
  }: {
    readonly program?: readonly string[];
    readonly files?: Readonly<Record<string, string>>;
    readonly capabilities?: ClientCapabilities;
  } = {}): Promise<Client> {
    const folder = mkdtempSync(join(tmpdir(), "kpnet-editor-"));
    const client = new Client(program, folder);
    client.write("package.json", "{}");
    for (const [path, text] of Object.entries(files)) client.write(path, text);
    const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: "test" }];
    client.initialized = await client.request("initialize", {
      processId: process.pid,
      rootUri: workspaceFolders[0]!.uri,
      workspaceFolders,
      capabilities,
    });
    await client.connection.sendNotification("initialized", {});
    return client;
  }

  get pid(): number {
    return this.#process.pid!;
  }

  uri(path: string): string {
    return pathToFileURL(join(this.folder, path)).href;
  }

  /** Writes a file to disk. */
  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Opens a file with a text, and gives what is wrong with it. */
  async open(path: string, text: string): Promise<Diagnostic[]> {
    const uri = this.uri(path);
    this.#open.add(path);
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    const told = this.diagnostics(path, version);
    const textDocument = { uri, languageId: "kpnet", version, text };
    await this.connection.sendNotification("textDocument/didOpen", { textDocument });
    return told;
  }

  /** Changes a file that is open; what is wrong with it comes later. */
  async change(path: string, ...contentChanges: readonly TextDocumentContentChangeEvent[]): Promise<number> {
    const uri = this.uri(path);
    const version = this.#versions.get(uri)! + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges,
    });
    return version;
  }

  /** Changes a file that is open, and gives what is wrong with it then. */
  async edit(path: string, ...contentChanges: readonly TextDocumentContentChangeEvent[]): Promise<Diagnostic[]> {
    const told = this.diagnostics(path, this.#versions.get(this.uri(path))! + 1);
    await this.change(path, ...contentChanges);
    return told;
  }

  /** Opens a file, closing it first where it is open. */
  async reopen(path: string, text: string): Promise<Diagnostic[]> {
    if (this.#open.has(path)) await this.close(path);
    return this.open(path, text);
  }

  async close(path: string): Promise<void> {
    this.#open.delete(path);
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri: this.uri(path) } });
  }

  /** What is told next of a file, or of this version of it. */
  diagnostics(path: string, version?: number): Promise<Diagnostic[]> {
    return new Promise((resolve) => this.#waiting.push({ uri: this.uri(path), version, resolve }));
  }

  request<Result>(method: string, params: object): Promise<Result> {
    return this.connection.sendRequest(method, params);
  }

  /** Ends the server as editors do; gives its exit code and what it wrote to stderr. */
  async stop(): Promise<{ code: number | null; errors: string }> {
    const ended = new Promise<number | null>((resolve) => this.#process.once("exit", resolve));
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const code = await ended;
    this.connection.dispose();
    rmSync(this.folder, { recursive: true, force: true });
    return { code, errors: this.#errors };
  }
}
