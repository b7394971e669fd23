import type {
  FunctionDeclarationStructure,
  ImportDeclarationStructure,
  OptionalKind,
  StatementStructures,
  StructureKind,
  TypeAliasDeclarationStructure,
} from "ts-morph";

/** The declarations of a module, in their order; ts-morph prints them all at once, since each change of a file costs a parse. */
export class Declarations {
  readonly all: (string | StatementStructures)[] = [];
  readonly #kinds: typeof StructureKind;

  /** ts-morph's `StructureKind`, which its caller has loaded. */
  constructor(kinds: typeof StructureKind) {
    this.#kinds = kinds;
  }

  addText(text: string): void {
    this.all.push(text);
  }

  addImport(structure: OptionalKind<ImportDeclarationStructure>): void {
    this.all.push({ ...structure, kind: this.#kinds.ImportDeclaration });
  }

  addType(structure: OptionalKind<TypeAliasDeclarationStructure>): void {
    this.all.push({ ...structure, kind: this.#kinds.TypeAlias });
  }

  addFunction(structure: OptionalKind<FunctionDeclarationStructure>): void {
    this.all.push({ ...structure, kind: this.#kinds.Function });
  }
}
