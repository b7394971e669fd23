import type { OutlinedProgram, Routine } from "../../outline/index.ts";
import { lineWidth } from "../code-text.ts";

interface Alias {
  readonly name: string;
  readonly paths: readonly string[];
}

/** Names for the types of paths: of the scopes that each function stands for. */
export class PathTypes {
  readonly aliases: readonly Alias[];
  /** Names that the module speaks of so far. */
  readonly #used = new Set<string>();

  constructor(programs: readonly OutlinedProgram[]) {
    const aliases: Alias[] = [];
    for (const routine of programs.flatMap(({ routines }) => routines)) {
      const { name, paths } = routine;
      if (!takesPath(routine) || aliases.some((known) => sameSet(known.paths, paths))) continue;
      const stem = stemOf(name);
      const wanted = `${stem.charAt(0).toUpperCase()}${stem.slice(1)}Path`;
      const taken = aliases.some((known) => known.name === wanted);
      aliases.push({ name: taken ? `${wanted}${aliases.length}` : wanted, paths });
    }
    this.aliases = aliases;
  }

  /** The type of a function's parameter `path`. */
  of({ paths }: Pick<Routine, "paths">): string {
    const alias = this.aliases.find((one) => sameSet(one.paths, paths));
    if (alias === undefined) return this.union(paths, []);
    this.#used.add(alias.name);
    return alias.name;
  }

  /** Paths of one kind of scope: by its name where these are all that there are. */
  within(all: readonly string[], paths: readonly string[]): string {
    return sameSet(all, paths) ? this.of({ paths }) : this.union(paths);
  }

  /** `type BottleneckPath = ...;` of all that the module speaks of, which thus has to be written already. */
  declarations(): string[] {
    const texts = new Map<string, string>();
    // What a declaration speaks of is declared too.
    for (let count = -1; count < texts.size; ) {
      count = texts.size;
      for (const alias of this.aliases)
        if (this.#used.has(alias.name) && !texts.has(alias.name)) texts.set(alias.name, this.#declaration(alias));
    }
    return this.aliases.flatMap(({ name }) => texts.get(name) ?? []);
  }

  #declaration(alias: Alias): string {
    const members = this.members(
      alias.paths,
      this.aliases.filter((other) => other !== alias),
    );
    const line = `type ${alias.name} = ${members.join(" | ")};`;
    if (line.length <= lineWidth) return line;
    return [`type ${alias.name} =`, ...members.map((member) => `    | ${member}`)].join("\n").concat(";");
  }

  /** A union of all these keys or paths, said with the names that there are. */
  union(texts: readonly string[], aliases: readonly Alias[] = this.aliases): string {
    return this.members(texts, aliases).join(" | ");
  }

  members(texts: readonly string[], aliases: readonly Alias[] = this.aliases): string[] {
    const left = new Set(texts);
    const members: string[] = [];
    for (const { name, paths } of aliases) {
      const [head] = paths;
      const endings = texts.flatMap((text) => (text.startsWith(`${head}.`) ? [text.slice(head!.length + 1)] : []));
      const common = endings.filter((ending) => paths.every((path) => left.has(`${path}.${ending}`)));
      if (common.length === 0) continue;
      this.#used.add(name);
      for (const path of paths) for (const ending of common) left.delete(`${path}.${ending}`);
      members.push(...patterns(common).map((pattern) => `\`\${${name}}.${pattern}\``));
    }
    return [...patterns([...left]).map(quoted), ...members];
  }
}

/** Whether a function has to know for which scope it is called. */
function takesPath({ isRecord, body }: Routine): boolean {
  const { weights, masks, gradients, updates, items } = body;
  if (isRecord || [weights, masks, gradients, updates].some((held) => held.length > 0)) return true;
  return items.some((item) =>
    "routine" in item ? takesPath(item.routine) : "calls" in item && takesPath(item.calls[0]!.routine),
  );
}

/** `bottleneck`, of `bottleneckForward`. */
export function stemOf(name: string): string {
  return name.replace(/(Forward|Backward)$/, "");
}

/** Texts that differ in one number only become one template: `layer1.${1 | 2}`. */
function patterns(texts: readonly string[]): string[] {
  const groups = new Map<string, { before: string; numbers: string[]; after: string }>();
  const shapes = texts.map((text) => /^(.*?)(\d+)(\D*)$/.exec(text));
  for (const [place, text] of texts.entries()) {
    const [, before = text, number = "", after = ""] = shapes[place] ?? [];
    const key = `${before} ${number === "" ? "" : "#"} ${after}`;
    const known = groups.get(key) ?? { before, numbers: [], after };
    known.numbers.push(number);
    groups.set(key, known);
  }
  return [...groups.values()].map(({ before, numbers, after }) =>
    numbers.length > 1 ? `${before}\${${numbers.join(" | ")}}${after}` : `${before}${numbers[0]}${after}`,
  );
}

function quoted(pattern: string): string {
  return pattern.includes("${") ? `\`${pattern}\`` : JSON.stringify(pattern);
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text) => b.includes(text));
}
