import {
  CodeActionKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type Position,
  type TextDocumentIdentifier,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type DrawingParams, drawingRequest } from "../protocol.ts";
import { Configuration } from "./configuration.ts";
import { codeActions } from "./features/actions/index.ts";
import { codeLenses } from "./features/code-lenses.ts";
import { completion, resolved } from "./features/completion/index.ts";
import { drawing } from "./features/drawing.ts";
import { foldingRanges } from "./features/folding.ts";
import { formatting } from "./features/formatting.ts";
import { hover } from "./features/hover/index.ts";
import { inlayHints } from "./features/inlay-hints.ts";
import { links } from "./features/links.ts";
import { definition, highlights, references, typeDefinition } from "./features/navigation.ts";
import { prepareRename, rename } from "./features/rename.ts";
import { selectionRanges } from "./features/selection.ts";
import { legend, semanticTokens } from "./features/semantic-tokens.ts";
import { signatureHelp } from "./features/signature-help.ts";
import { documentSymbols, workspaceSymbols } from "./features/symbols.ts";
import type { Host } from "./host.ts";
import { Publishing } from "./publishing.ts";
import type { FileSpot, Spot } from "./spot.ts";
import { Workspace } from "./workspace.ts";

/** Answers an editor over a connection, until the editor says that it is over. */
export function serve(connection: Connection, host: Host, version: string): void {
  const workspace = new Workspace(host);
  const configuration = new Configuration(connection);
  listenToChanges(
    connection,
    workspace,
    new Publishing(connection, workspace, host, (project) => configuration.refresh(project)),
  );
  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const { workspaceFolders, rootUri } = params;
    configuration.initialise(params);
    const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
    for (const uri of folders) workspace.addFolder(uri);
    return { capabilities, serverInfo: { name: "kpc", version } };
  });
  connection.onInitialized(() => configuration.listen());
  answerRequests(connection, workspace, configuration);
  connection.listen();
}

const capabilities: InitializeResult["capabilities"] = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  completionProvider: { triggerCharacters: [".", "@", "(", " ", "/", '"'], resolveProvider: true },
  signatureHelpProvider: { triggerCharacters: ["(", ","] },
  hoverProvider: true,
  inlayHintProvider: true,
  definitionProvider: true,
  typeDefinitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  documentLinkProvider: {},
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  semanticTokensProvider: { legend, full: true },
  documentFormattingProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  codeLensProvider: {},
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** Keeps open files as they are in the editor, and tells of what is wrong with them. */
function listenToChanges(connection: Connection, workspace: Workspace, publishing: Publishing): void {
  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(({ document }) => publishing.changed(workspace.put(document).project));
  documents.onDidClose(({ document }) => publishing.changed(workspace.close(document.uri).project));
  documents.listen(connection);
  connection.onDidChangeWatchedFiles(() => {
    for (const project of workspace.projects) {
      project.invalidate();
      publishing.changed(project);
    }
  });
}

interface AtFile {
  readonly textDocument: TextDocumentIdentifier;
}

interface AtPosition extends AtFile {
  readonly position: Position;
}

/** A line a request; what it takes to answer one is in features/. */
function answerRequests(connection: Connection, workspace: Workspace, configuration: Configuration): void {
  const file = ({ textDocument }: AtFile): FileSpot => ({ workspace, ...workspace.file(textDocument.uri) });
  const spot = ({ textDocument, position }: AtPosition): Spot => {
    const at = file({ textDocument });
    return { ...at, offset: at.project.document(at.path).offsetAt(position) };
  };
  connection.onCompletion((params) =>
    completion(spot(params), { snippets: configuration.snippets, typed: params.context?.triggerCharacter }),
  );
  connection.onCompletionResolve((item) => resolved(item.data?.uri && workspace.file(item.data.uri).project, item));
  connection.onSignatureHelp((params) => signatureHelp(spot(params)));
  connection.onHover((params) => hover(spot(params)));
  connection.languages.inlayHint.on((params) => inlayHints(file(params), params.range, configuration.settings));
  connection.onDefinition((params) => definition(spot(params)));
  connection.onTypeDefinition((params) => typeDefinition(spot(params)));
  connection.onReferences((params) => references(spot(params), params.context.includeDeclaration));
  connection.onDocumentHighlight((params) => highlights(spot(params)));
  connection.onPrepareRename((params) => prepareRename(spot(params)));
  connection.onRenameRequest((params) => rename(spot(params), params.newName));
  connection.onDocumentSymbol((params) => documentSymbols(file(params)));
  connection.onWorkspaceSymbol(({ query }) => workspaceSymbols(workspace, query));
  connection.onDocumentLinks((params) => links(file(params)));
  connection.onFoldingRanges((params) => foldingRanges(file(params)));
  connection.onSelectionRanges((params) => selectionRanges(file(params), params.positions));
  connection.languages.semanticTokens.on((params) => semanticTokens(file(params)));
  connection.onDocumentFormatting((params) => formatting(file(params)));
  connection.onCodeAction((params) => codeActions(file(params), params.range, params.context.diagnostics));
  connection.onCodeLens((params) => codeLenses(file(params)));
  connection.onRequest(drawingRequest, (params: DrawingParams) => drawing(file(params), params));
}
