import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node.js";
import { type DrawingAnswer, type DrawingParams, drawingRequest } from "../protocol.ts";
import { previewPage } from "./preview-page.ts";

/** What the page says: it is there, a step was clicked, a block is to be opened or closed, another model was chosen. */
export type FromPage =
  | { readonly kind: "ready" }
  | { readonly kind: "go"; readonly file: string; readonly line: number; readonly column: number }
  | { readonly kind: "toggle"; readonly path: string; readonly open: boolean }
  | { readonly kind: "model"; readonly name: string };

/** What the page is told: a drawing, or why there is none; and where the cursor is. */
export type ToPage =
  | ({ readonly kind: "drawing" } & Omit<DrawingAnswer, "files">)
  | { readonly kind: "cursor"; readonly file: string; readonly line: number };

/** Waits for a pause in typing, in milliseconds. */
const pause = 120;

/** The drawing of a model beside its spec: one panel, which follows edits. */
export class Preview implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #client: () => LanguageClient | undefined;
  readonly #listeners: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  #spec: vscode.Uri | undefined;
  #model: string | undefined;
  #position: vscode.Position | undefined;
  #expanded = new Set<string>();
  #files: Readonly<Record<string, string>> = {};
  #timer: NodeJS.Timeout | undefined;
  /** Counts questions, so that only the latest one's answer is shown. */
  #question = 0;

  constructor(context: vscode.ExtensionContext, client: () => LanguageClient | undefined) {
    this.#context = context;
    this.#client = client;
    this.#listeners = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === "kpnet") this.#soon();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#tellCursor(textEditor)),
    ];
  }

  /** Shows a model of a spec: the one of that name, the one at the cursor, or the first. */
  async show(spec: vscode.Uri, model: string | undefined): Promise<void> {
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === spec.toString());
    this.#spec = spec;
    this.#model = model;
    this.#position = editor?.selection.active;
    this.#expanded = new Set();
    if (this.#panel !== undefined) {
      this.#panel.reveal(undefined, true);
      return this.#draw();
    }
    this.#panel = this.#makePanel();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#panel?.dispose();
    for (const listener of this.#listeners) listener.dispose();
  }

  #makePanel(): vscode.WebviewPanel {
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const media = vscode.Uri.joinPath(this.#context.extensionUri, "media");
    const panel = vscode.window.createWebviewPanel("kpc.drawing", "Drawing", beside, {
      enableScripts: true,
      localResourceRoots: [media],
      retainContextWhenHidden: true,
    });
    const at = (name: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
    panel.iconPath = vscode.Uri.joinPath(this.#context.extensionUri, "icon.png");
    panel.webview.onDidReceiveMessage((message: FromPage) => this.#receive(message));
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    panel.webview.html = previewPage({
      source: panel.webview.cspSource,
      script: at("preview.mjs"),
      style: at("preview.css"),
    });
    return panel;
  }

  async #receive(message: FromPage): Promise<void> {
    switch (message.kind) {
      case "ready":
        return this.#draw();
      case "go":
        return this.#go(message);
      case "toggle":
        if (message.open) this.#expanded.add(message.path);
        // What is open in it would keep it open.
        else this.#expanded = new Set([...this.#expanded].filter((path) => !isAtOrIn(path, message.path)));
        return this.#draw();
      case "model":
        this.#model = message.name;
        this.#expanded = new Set();
        return this.#draw();
    }
  }

  #soon(): void {
    if (this.#panel === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#draw(), pause);
  }

  async #draw(): Promise<void> {
    const client = this.#client();
    if (this.#panel === undefined || this.#spec === undefined || client === undefined) return;
    const question = ++this.#question;
    const params: DrawingParams = {
      textDocument: { uri: client.code2ProtocolConverter.asUri(this.#spec) },
      expanded: [...this.#expanded],
      ...(this.#model === undefined ? {} : { model: this.#model }),
      ...(this.#position === undefined ? {} : { position: client.code2ProtocolConverter.asPosition(this.#position) }),
    };
    const { files, ...answer } = await client.sendRequest<DrawingAnswer>(drawingRequest, params);
    if (question !== this.#question || this.#panel === undefined) return;
    if (answer.svg !== undefined) {
      this.#files = files;
      this.#model = answer.model;
    }
    this.#panel.title = answer.model ?? "Drawing";
    this.#tell({ kind: "drawing", ...answer });
    if (vscode.window.activeTextEditor !== undefined) this.#tellCursor(vscode.window.activeTextEditor);
  }

  /** Puts the cursor where a step is written. */
  async #go({ file, line, column }: Extract<FromPage, { kind: "go" }>): Promise<void> {
    const uri = this.#files[file];
    if (uri === undefined) return;
    const position = new vscode.Position(line - 1, column - 1);
    const target = vscode.Uri.parse(uri);
    const shown = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === target.toString(),
    );
    await vscode.window.showTextDocument(target, {
      viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
      selection: new vscode.Range(position, position),
    });
  }

  #tellCursor({ document, selection }: vscode.TextEditor): void {
    const found = Object.entries(this.#files).find(
      ([, uri]) => vscode.Uri.parse(uri).toString() === document.uri.toString(),
    );
    if (found !== undefined) this.#tell({ kind: "cursor", file: found[0], line: selection.active.line + 1 });
  }

  #tell(message: ToPage): void {
    void this.#panel?.webview.postMessage(message);
  }
}

function isAtOrIn(path: string, block: string): boolean {
  return path === block || path.startsWith(`${block}.`);
}
