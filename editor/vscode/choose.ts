import * as vscode from "vscode";

/** The spec that a command is about: given by a code lens, or the one in the editor. */
export async function specOf(uri: unknown): Promise<vscode.Uri | undefined> {
  if (typeof uri === "string") return vscode.Uri.parse(uri);
  if (uri instanceof vscode.Uri) return uri;
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === "kpnet" && !document.isUntitled) return document.uri;
  await vscode.window.showInformationMessage("Open a .kpnet file that is saved, and try again.");
  return undefined;
}

/** The experiment or model that a command is about: given by a code lens, the only one in the file, or picked. */
export async function declarationOf(
  kind: "experiment" | "model",
  file: vscode.Uri,
  name: unknown,
): Promise<string | undefined> {
  if (typeof name === "string") return name;
  const symbols = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[] | undefined>(
    "vscode.executeDocumentSymbolProvider",
    file,
  );
  const names = (symbols ?? []).filter(({ detail }) => detail === kind).map((symbol) => symbol.name);
  if (names.length < 2) {
    if (names.length === 0) await vscode.window.showInformationMessage(`There is no ${kind} in this file.`);
    return names[0];
  }
  return vscode.window.showQuickPick(names, { placeHolder: `Which ${kind}?` });
}

/** The folder of an experiment's newest run, below the folder that its spec lies in: `runs/Nose-12`. */
export async function newestRun(file: vscode.Uri, experiment: string): Promise<string | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(file);
  if (folder === undefined) return undefined;
  const pattern = new vscode.RelativePattern(folder, `runs/${experiment}-*/run.json`);
  const found = (await vscode.workspace.findFiles(pattern)).map(({ path }) => path.split("/").at(-2)!);
  const numbered = found.map((name) => ({ name, number: Number(name.slice(experiment.length + 1)) }));
  const newest = numbered.filter(({ number }) => number > 0).sort((a, b) => b.number - a.number)[0];
  return newest && `runs/${newest.name}`;
}
