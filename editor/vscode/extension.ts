import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node.js";
import { declarationOf, newestRun, specOf } from "./choose.ts";
import { kpcProgram, makeClient } from "./client.ts";
import { commands } from "./commands.ts";
import { Preview } from "./preview.ts";
import { runKpc, shownPath } from "./terminal.ts";

let client: LanguageClient | undefined;

/** VS Code calls this when the first spec is opened, or a command is chosen. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const preview = new Preview(context, () => client);
  const actions: Readonly<Record<keyof typeof commands, (uri?: unknown, name?: unknown) => Promise<void>>> = {
    train: (uri, name) => inTerminal(context, uri, async (file) => named("train", file, "experiment", name)),
    summary: (uri, name) => inTerminal(context, uri, async (file) => named("summary", file, "model", name)),
    check: (uri) => inTerminal(context, uri, async (file) => ["check", shownPath(file)]),
    report: (uri, name) => inTerminal(context, uri, (file) => reportOf(file, name)),
    draw: async (uri, name) => {
      const file = await specOf(uri);
      if (file !== undefined) await preview.show(file, typeof name === "string" ? name : undefined);
    },
    restartServer: () => restart(context),
  };
  for (const [action, id] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(id, actions[action as keyof typeof commands]));
  }
  context.subscriptions.push(
    preview,
    vscode.workspace.onDidGrantWorkspaceTrust(() => restart(context)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("kpc.path")) void restart(context);
    }),
  );
  await start(context);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function start(context: vscode.ExtensionContext): Promise<void> {
  const starting = makeClient(context);
  client = starting;
  await starting.start();
}

async function restart(context: vscode.ExtensionContext): Promise<void> {
  const old = client;
  client = undefined;
  await old?.dispose();
  await start(context);
}

/** Runs what a command comes to for a spec, if that is known. */
async function inTerminal(
  context: vscode.ExtensionContext,
  uri: unknown,
  argumentsFor: (file: vscode.Uri) => Promise<readonly string[] | undefined>,
): Promise<void> {
  const file = await specOf(uri);
  const args = file && (await argumentsFor(file));
  if (file === undefined || args === undefined) return;
  await vscode.workspace.textDocuments.find((each) => each.uri.toString() === file.toString())?.save();
  await runKpc(kpcProgram(context), file, args);
}

/** `train specs/nosenet.kpnet#Nose` */
async function named(
  command: string,
  file: vscode.Uri,
  kind: "experiment" | "model",
  name: unknown,
): Promise<readonly string[] | undefined> {
  const chosen = await declarationOf(kind, file, name);
  return chosen === undefined ? undefined : [command, `${shownPath(file)}#${chosen}`];
}

async function reportOf(file: vscode.Uri, name: unknown): Promise<readonly string[] | undefined> {
  const experiment = await declarationOf("experiment", file, name);
  if (experiment === undefined) return undefined;
  const run = await newestRun(file, experiment);
  if (run !== undefined) return ["report", run];
  await vscode.window.showInformationMessage(`${experiment} has no run in runs/ yet.`);
  return undefined;
}
