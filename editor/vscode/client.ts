import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { LanguageClient, type ServerOptions, TransportKind } from "vscode-languageclient/node.js";
import { chooseServer, type KpcProgram } from "./server-choice.ts";

/** The `kpc` to use in this window. */
export function kpcProgram(context: vscode.ExtensionContext): KpcProgram {
  return chooseServer({
    setting: vscode.workspace.getConfiguration("kpc").get("path", ""),
    folders: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    isTrusted: vscode.workspace.isTrusted,
    bundled: vscode.Uri.joinPath(context.extensionUri, "dist", "server.cjs").fsPath,
    exists: existsSync,
  });
}

/** A client of the language server, which isn't started yet. */
export function makeClient(context: vscode.ExtensionContext): LanguageClient {
  const program = kpcProgram(context);
  const client = new LanguageClient("kpc", "kpc", serverOptions(program), {
    documentSelector: [
      { scheme: "file", language: "kpnet" },
      { scheme: "untitled", language: "kpnet" },
    ],
    initializationOptions: vscode.workspace.getConfiguration("kpc"),
  });
  client.outputChannel.appendLine(
    `server: ${program.kind === "module" ? program.path : program.command} (${program.from})`,
  );
  return client;
}

function serverOptions(program: KpcProgram): ServerOptions {
  if (program.kind === "program") return { command: program.command, args: ["lsp"], transport: TransportKind.stdio };
  // What comes with the extension is the server alone, and no command line.
  const args = program.from === "extension" ? [] : ["lsp"];
  return { module: program.path, args, transport: TransportKind.stdio };
}
