import { type Diagnostic, hasErrors, type Outcome } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/nearest.ts";
import { type ParsedFile, parse } from "../grammar/parse.ts";
import type { Declaration, FileTree } from "../grammar/tree.ts";
import { Memo } from "../lib/memo.ts";
import { StronglyConnected } from "../lib/strongly-connected.ts";
import {
  baseOf,
  bindDeclaration,
  type ImportedFiles,
  importsOf,
  lookUp,
  ownScopeOf,
  type Scope,
  scopeOf,
  valueNamesOf,
} from "./1-resolve/index.ts";
import * as elaborate from "./2-elaborate/index.ts";
import {
  blameEdits,
  type CheckedCombination,
  type CheckedModel,
  checkBlockAllowances,
  checkDataset,
  checkExamples,
  checkExperiment,
  checkModel,
  checkPropertyAllowances,
  checkSweep,
  checkUnused,
  modelForExamples,
  uncalledBlocks,
} from "./3-check/index.ts";
import type { FileSource } from "./file-source.ts";
import type { BoundDeclaration, DeclarationRef } from "./ir/bound.ts";
import type { Graph, TypedGraph } from "./ir/graph.ts";
import type { DatasetPlan, ExamplePlan, ExperimentPlan, KeypointScheme } from "./ir/plan.ts";
import { verifyGraph, verifyTypedGraph } from "./ir/verify.ts";

const elaborators = {
  model: elaborate.elaborateModel,
  block: elaborate.elaborateBlock,
  keypoints: elaborate.elaborateKeypoints,
  dataset: elaborate.elaborateDataset,
  examples: elaborate.elaborateExamples,
  experiment: elaborate.elaborateExperiment,
  const: elaborate.elaborateConst,
};

type Kind = keyof typeof elaborators;

/**
 * Phases 1 to 3, one declaration at a time, each answer remembered: after an edit only that is worked out anew which
 * depends on it. Phases know nothing of each other; what one asks of another declaration is answered here.
 */
export class Pipeline implements elaborate.Project {
  readonly #memo = new Memo();
  readonly #byKey = new WeakMap<FileTree, ReadonlyMap<string, Declaration>>();
  #circles = new StronglyConnected<string>(() => []);
  #source: FileSource = { read: () => undefined };

  /** What was worked out since the files were last read; what was remembered is not among it. */
  get computed(): readonly string[] {
    return this.#memo.computed;
  }

  /** Reads the files anew, each when it is first asked about. */
  open(source: FileSource): void {
    this.#source = source;
    this.#circles = new StronglyConnected((file) => this.#imports(file));
    this.#memo.revise();
  }

  text(file: string): string | undefined {
    return this.#memo.input(`text ${file}`, () => this.#source.read(file));
  }

  parsed(file: string): ParsedFile {
    return this.#memo.ask(`tree ${file}`, () => parse(file, this.text(file) ?? ""));
  }

  /** A declaration wherever it stands: lines that are added above it don't change it. */
  declaration({ file, key }: DeclarationRef): Declaration | undefined {
    return this.#memo.ask(`declaration ${file} ${key}`, () => {
      const found = this.#declarations(file).get(key);
      return found && { ...found, offset: 0 };
    });
  }

  #declarations(file: string): ReadonlyMap<string, Declaration> {
    const { tree } = this.parsed(file);
    const known =
      this.#byKey.get(tree) ?? new Map(tree.declarations.map((declaration) => [declaration.key, declaration]));
    this.#byKey.set(tree, known);
    return known;
  }

  /** What is known by name in a file. */
  scope(file: string): Outcome<Scope> {
    return this.#memo.ask(`scope ${file}`, () => {
      const { tree } = this.parsed(file);
      return tree.declarations.some(({ kind }) => kind === "import")
        ? scopeOf(tree, this.#files)
        : this.#ownScope(file);
    });
  }

  /** What a file declares itself, which others can import. */
  #ownScope(file: string): Outcome<Scope> {
    return this.#memo.ask(`own scope ${file}`, () => ownScopeOf(this.parsed(file).tree));
  }

  readonly #files: ImportedFiles = {
    scope: (file) => (this.text(file) === undefined ? undefined : this.#ownScope(file).value),
    refusal: (file) => this.#source.refusal?.(file),
    nearest: (file) => this.#nearestFile(file),
    isCircular: (from, to) => {
      const circle = this.#circleOf(from);
      return circle[0] === from && circle.includes(to);
    },
  };

  /** The files that a file imports and that import it in turn, itself among them, by name; none where there is no circle. */
  #circleOf(file: string): readonly string[] {
    // Looked at anew in each revision, all in one walk: to remember what each answer builds on would take longer.
    return this.#memo.input(`circle of ${file}`, () => {
      const group = this.#circles.groupOf(file);
      return group.length > 1 || this.#imports(file).includes(file) ? [...group].sort() : [];
    });
  }

  #imports(file: string): readonly string[] {
    return this.#memo.ask(`imports of ${file}`, () => {
      return importsOf(this.parsed(file).tree).filter((imported) => this.text(imported) !== undefined);
    });
  }

  #nearestFile(file: string): string | undefined {
    const slash = file.lastIndexOf("/");
    const folder = file.slice(0, Math.max(0, slash));
    const found = this.#source.list?.(folder) ?? [];
    const near = nearest(
      file.slice(slash + 1),
      found.filter((name) => name.endsWith(".kpnet")),
    );
    return near === undefined ? undefined : `${folder === "" ? "" : `${folder}/`}${near}`;
  }

  /** A file and all that it imports, directly or through others, as far as they are there. */
  files(entry: string): readonly string[] {
    return this.#memo.ask(`files ${entry}`, () => {
      const found = new Set([entry]);
      for (const file of found) {
        for (const imported of this.#imports(file)) found.add(imported);
      }
      return [...found];
    });
  }

  /** All that is declared in a file and in those that it imports. */
  #declared(entry: string): readonly DeclarationRef[] {
    return this.files(entry).flatMap((file) => refsIn(file, this.parsed(file).tree));
  }

  /** What there is to say of a file and of all that it imports, in no order. */
  diagnostics(entry: string): readonly Diagnostic[] {
    const files = this.files(entry).flatMap((file) => [
      ...this.parsed(file).diagnostics,
      ...this.scope(file).diagnostics,
    ]);
    const uncalled = this.#uncalledBlocks(entry);
    const declared = this.#declared(entry).flatMap((ref) => {
      const bound = this.bound(ref);
      const isCalled = bound !== undefined && kindOf(bound) === "block" && !uncalled.has(keyOf(ref));
      return isCalled ? this.resolved(ref).diagnostics : this.told(ref);
    });
    return [
      ...files,
      ...declared,
      ...this.unused(entry),
      ...this.#blockAllowances(entry),
      ...this.#openContracts(entry),
    ];
  }

  /** Contracts about sizes that no experiment gives numbers: nobody can say whether they hold. */
  #openContracts(entry: string): readonly Diagnostic[] {
    return this.#memo.ask(`open contracts ${entry}`, () => {
      const declared = this.#declared(entry).flatMap((ref) => this.bound(ref) ?? []);
      const open = declared.filter((each) => kindOf(each) === "model" && this.typed(each.ref).openContracts.length > 0);
      if (open.length === 0) return [];
      const experiments = declared.filter((each) => kindOf(each) === "experiment");
      const bound = experiments.flatMap(({ ref }) => {
        const trained = this.trained(ref);
        if (trained === undefined || trained.sizes !== undefined) return [];
        const plan = this.elaborated("experiment", ref).value;
        const model = plan && this.modelOf(ref, plan);
        return model === undefined ? [] : [keyOf(model)];
      });
      const left = open.filter(({ ref }) => !bound.includes(keyOf(ref)));
      return left.flatMap(({ ref }) => this.typed(ref).openContracts);
    });
  }

  /** `@allow`s in the blocks that the file's models call. */
  #blockAllowances(entry: string): readonly Diagnostic[] {
    return this.#memo.ask(`block allowances ${entry}`, () => {
      const declared = this.#declared(entry).flatMap((ref) => this.bound(ref) ?? []);
      const models = declared.filter((each) => kindOf(each) === "model" && each.ref.file === entry);
      const checked = models.map(({ ref }) => this.typed(ref));
      // A model that is not sound has not been looked at whole.
      if (checked.some(({ value }) => value === undefined)) return [];
      const judged = checked.flatMap(({ elsewhere }) => elsewhere);
      const blocks = declared.filter((each) => kindOf(each) === "block");
      return blocks.flatMap(({ ref, place }) => checkBlockAllowances(place, judged, { imported: ref.file !== entry }));
    });
  }

  /** Blocks that are checked by themselves, since nobody calls them. */
  #uncalledBlocks(entry: string): ReadonlySet<string> {
    const keys = this.#memo.ask(`uncalled blocks ${entry}`, () => {
      return uncalledBlocks(
        this.#declared(entry).flatMap((ref) => this.bound(ref) ?? []),
        (ref) => this.bound(ref),
      ).map(keyOf);
    });
    return new Set(keys);
  }

  resolved(ref: DeclarationRef): Outcome<BoundDeclaration | undefined> {
    return this.#memo.ask(`resolve ${ref.file} ${ref.key}`, () => {
      const declaration = this.declaration(ref);
      if (declaration === undefined) return nothing;
      const { value: scope } = this.scope(ref.file);
      return bindDeclaration(ref.file, declaration, scope, this.#inherited(baseOf(declaration, scope)));
    });
  }

  /** Names of the values that a declaration has, and those that it varies. */
  #inherited(base: DeclarationRef | undefined): readonly string[] {
    if (base === undefined) return [];
    return this.#memo.ask(`names in ${base.file} ${base.key}`, () => {
      const names = new Set<string>();
      const seen = new Set<string>();
      let current: DeclarationRef | undefined = base;
      while (current !== undefined && !seen.has(keyOf(current)) && seen.size < elaborate.mostVariants) {
        seen.add(keyOf(current));
        const declaration = this.declaration(current);
        if (declaration === undefined) break;
        const { value: scope } = this.scope(current.file);
        for (const name of valueNamesOf(declaration, scope)) names.add(name);
        current = baseOf(declaration, scope);
      }
      return [...names];
    });
  }

  elaborated<K extends Kind>(kind: K, ref: DeclarationRef): ReturnType<(typeof elaborators)[K]> {
    return this.#memo.ask(`elaborate ${ref.file} ${ref.key}`, () => {
      const bound = this.bound(ref);
      return (bound === undefined ? nothing : elaborators[kind](this, bound)) as ReturnType<(typeof elaborators)[K]>;
    });
  }

  /**
   * The graph of a model that is being typed: what a syntax error left of it, with the shapes that would follow. Nothing is told of
   * it, since steps may have been lost.
   */
  sketched(ref: DeclarationRef): Graph | undefined {
    const bound = this.bound(ref);
    if (!bound?.damaged) return this.elaborated("model", ref).value;
    return this.#memo.ask(`sketch ${ref.file} ${ref.key}`, () => {
      const now = this.bound(ref);
      return now && elaborate.elaborateModel(this, { ...now, damaged: false }).value;
    });
  }

  /** The graph with the type of every value, of a model that is sound so far. */
  typed(ref: DeclarationRef): CheckedModel {
    return this.#memo.ask(`check ${ref.file} ${ref.key}`, () => {
      const { value: graph, diagnostics } = this.elaborated("model", ref);
      if (graph === undefined) return unchecked;
      verifyGraph(graph);
      if (hasErrors([...this.resolved(ref).diagnostics, ...diagnostics]) || !isWhole(graph)) return unchecked;
      const checked = checkModel(graph);
      if (checked.value !== undefined) verifyTypedGraph(checked.value);
      return hasErrors(checked.diagnostics) ? this.#blamed(ref, checked) : checked;
    });
  }

  #blamed(ref: DeclarationRef, checked: CheckedModel): CheckedModel {
    const bound = this.bound(ref);
    if (bound?.kind !== "variant" || bound.base === undefined) return checked;
    return { ...checked, diagnostics: blameEdits(bound, checked.diagnostics, this.typed(bound.base).diagnostics) };
  }

  /** All that the phases say of a declaration; each is silent about what an earlier one said. */
  told(ref: DeclarationRef): readonly Diagnostic[] {
    const { value: bound, diagnostics } = this.resolved(ref);
    if (bound === undefined) return diagnostics;
    const kind = kindOf(bound);
    const inValues = [...this.elaborated(kind, ref).diagnostics, ...this.#checked(kind, ref)];
    return [...diagnostics, ...inValues, ...checkPropertyAllowances(bound)];
  }

  /** The same of a model, or of an experiment together with all that it is made of. */
  toldTogether(ref: DeclarationRef): readonly Diagnostic[] {
    return [ref, ...this.#partsOf(ref)].flatMap((each) => this.told(each));
  }

  /** The model, the examples, the data set and the keypoints of an experiment; none of anything else. */
  #partsOf(ref: DeclarationRef): readonly DeclarationRef[] {
    const bound = this.bound(ref);
    if (bound === undefined || kindOf(bound) !== "experiment") return [];
    const plan = this.elaborated("experiment", ref).value;
    if (plan === undefined) return [];
    const { examples } = plan;
    const declared = [examples, examples.dataset, examples.dataset.keypoints].map(({ name, origin: { place } }) => ({
      file: place.file,
      key: place.declaration,
      name,
    }));
    return [this.modelOf(ref, plan) ?? [], declared].flat();
  }

  /** What a file declares and does not use. Unknown where something is wrong: that may be what is meant there. */
  unused(file: string): readonly Diagnostic[] {
    return this.#memo.ask(`unused ${file}`, () => {
      const refs = refsIn(file, this.parsed(file).tree);
      return refs.some((ref) => hasErrors(this.told(ref))) ? [] : checkUnused(refs.map((ref) => this.bound(ref)));
    });
  }

  #checked(kind: Kind, ref: DeclarationRef): readonly Diagnostic[] {
    if (kind === "model") return this.typed(ref).diagnostics;
    return this.#memo.ask(`check ${ref.file} ${ref.key}`, () => {
      if (kind === "dataset") return orNothing(this.dataset(ref), checkDataset);
      if (kind === "examples") return orNothing(this.examples(ref), checkExamples);
      if (kind !== "experiment") return [];
      return orNothing(this.elaborated(kind, ref).value, (plan) => {
        const found = this.#checkedPlan(ref, plan);
        return hasErrors(found) ? found : [...found, ...checkSweep(this.#sweep(ref, plan))];
      });
    });
  }

  #checkedPlan(ref: DeclarationRef, plan: ExperimentPlan): readonly Diagnostic[] {
    const model = this.modelOf(ref, plan);
    return checkExperiment(plan, model && this.typed(model).value);
  }

  /** What there is to say of each combination of an experiment's sweep. */
  #sweep(ref: DeclarationRef, { sweep }: ExperimentPlan): readonly CheckedCombination[] {
    const bound = sweep && this.bound(ref);
    if (bound === undefined) return [];
    return elaborate.elaborateSweep(this, bound).map(({ values, plan: { value: plan, diagnostics } }) => ({
      values,
      diagnostics: [...diagnostics, ...(plan === undefined ? [] : this.#checkedPlan(ref, plan))],
    }));
  }

  /** The model that an experiment trains, with sizes that it leaves open bound to those of the examples. */
  trained(ref: DeclarationRef): TypedGraph | undefined {
    return this.#memo.ask(`trained ${ref.file} ${ref.key}`, () => {
      const plan = this.elaborated("experiment", ref).value;
      const model = plan && this.modelOf(ref, plan);
      const graph = model && this.typed(model).value;
      return plan && graph && modelForExamples(plan, graph);
    });
  }

  /** The model of an experiment. */
  modelOf(
    { file }: Pick<DeclarationRef, "file">,
    { model, modelFile = file }: ExperimentPlan,
  ): DeclarationRef | undefined {
    return lookUp(this.#ownScope(modelFile).value, "model", model)?.ref;
  }

  bound(ref: DeclarationRef): BoundDeclaration | undefined {
    return this.resolved(ref).value;
  }

  keypoints(ref: DeclarationRef): KeypointScheme | undefined {
    return this.elaborated("keypoints", ref).value;
  }

  dataset(ref: DeclarationRef): DatasetPlan | undefined {
    return this.elaborated("dataset", ref).value;
  }

  examples(ref: DeclarationRef): ExamplePlan | undefined {
    return this.elaborated("examples", ref).value;
  }
}

/** Everything in a file that has a meaning of its own: imports only bring names in. */
function refsIn(file: string, { declarations }: FileTree): DeclarationRef[] {
  const own = declarations.filter(({ kind }) => kind !== "import");
  return own.map(({ key, name }) => ({ file, key, name: name?.text ?? "" }));
}

function kindOf(declaration: BoundDeclaration): Kind {
  return declaration.kind === "variant" ? declaration.of : declaration.kind;
}

function keyOf({ file, key }: DeclarationRef): string {
  return `${file} ${key}`;
}

const nothing = { value: undefined, diagnostics: [] };
const unchecked = { ...nothing, elsewhere: [], openContracts: [] };

/** Whether every shape is known and something comes out: else something above is wrong, and was reported. */
function isWhole(graph: Graph): boolean {
  return graph.outputs.length > 0 && graph.nodes.every((node) => node.shape !== undefined);
}

function orNothing<T>(value: T | undefined, check: (value: T) => readonly Diagnostic[]): readonly Diagnostic[] {
  return value === undefined ? [] : check(value);
}
