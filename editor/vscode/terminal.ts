import * as vscode from "vscode";
import type { KpcProgram } from "./server-choice.ts";

/** Runs `kpc` in the terminal panel, at the root of the folder that a file lies in. */
export async function runKpc(program: KpcProgram, file: vscode.Uri, args: readonly string[]): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(file);
  const [command, ...before] = commandLine(program);
  const quoted = [...before, ...args].map((value) => ({ value, quoting: vscode.ShellQuoting.Strong }));
  const execution = new vscode.ShellExecution(command, quoted, folder ? { cwd: folder.uri.fsPath } : undefined);
  const definition = { type: "kpc", args: [...args] };
  const task = new vscode.Task(
    definition,
    folder ?? vscode.TaskScope.Workspace,
    `kpc ${args[0]}`,
    "kpc",
    execution,
    [],
  );
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Shared, clear: true };
  await vscode.tasks.executeTask(task);
}

/** The server that comes with the extension has no other commands: there npx says what is missing. */
function commandLine(program: KpcProgram): [string, ...string[]] {
  if (program.kind === "program") return [program.command];
  return program.from === "setting" ? ["node", program.path] : ["npx", "kpc"];
}

/** A file as it is named on the command line: from the root of its folder. */
export function shownPath(file: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(file) === undefined
    ? file.fsPath
    : vscode.workspace.asRelativePath(file, false);
}
