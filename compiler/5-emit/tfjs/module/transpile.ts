/** What Node runs, and what TypeScript reads beside it, of one module's text. */
export async function transpile(text: string): Promise<{ javascript: string; declarations: string }> {
  const { ts } = await import("ts-morph");
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, strict: true };
  return {
    javascript: ts.transpileModule(text, { compilerOptions }).outputText,
    declarations: ts.transpileDeclaration(text, { compilerOptions }).outputText,
  };
}
