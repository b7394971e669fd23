import type { EmittedFile } from "./target.ts";

/**
 * A TypeScript module with what Node runs beside it: `name.ts`, `name.js`, `name.d.ts`. Types are dropped, not checked, so
 * every export must say its own. TypeScript is heavy, so it is loaded only here.
 */
export async function withJavaScript(name: string, source: string): Promise<EmittedFile[]> {
  const { ts } = await import("ts-morph");
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const script = ts.transpileModule(source, { compilerOptions });
  const declaration = ts.transpileDeclaration(source, {
    compilerOptions: { ...compilerOptions, isolatedDeclarations: true },
  });
  const problem = [...(script.diagnostics ?? []), ...(declaration.diagnostics ?? [])][0];
  if (problem !== undefined)
    throw new Error(`${name}.ts: ${ts.flattenDiagnosticMessageText(problem.messageText, "\n")}`);
  return [
    { path: `${name}.ts`, content: source },
    { path: `${name}.js`, content: script.outputText },
    { path: `${name}.d.ts`, content: declaration.outputText },
  ];
}
