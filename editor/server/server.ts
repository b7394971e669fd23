import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Host } from "./host.ts";
import { Publishing } from "./publishing.ts";
import { Workspace } from "./workspace.ts";

/** Answers an editor over a connection, until the editor says that it is over. */
export function serve(connection: Connection, host: Host, version: string): void {
  const workspace = new Workspace(host);
  const publishing = new Publishing(connection, workspace, host);
  const documents = new TextDocuments(TextDocument);

  connection.onInitialize(({ workspaceFolders, rootUri }: InitializeParams): InitializeResult => {
    const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
    for (const uri of folders) workspace.addFolder(uri);
    return { capabilities, serverInfo: { name: "kpc", version } };
  });
  documents.onDidChangeContent(({ document }) => publishing.changed(workspace.put(document).project));
  documents.onDidClose(({ document }) => publishing.changed(workspace.close(document.uri).project));
  connection.onDidChangeWatchedFiles(() => {
    for (const project of workspace.projects) {
      project.invalidate();
      publishing.changed(project);
    }
  });
  documents.listen(connection);
  connection.listen();
}

const capabilities: InitializeResult["capabilities"] = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
