import type { ParameterSchemas } from "../../compiler/ir/parameters.ts";
import type { PlannedCall } from "../../compiler/ir/plan.ts";
import { writtenArguments, writtenCall } from "../../compiler/ir/written-call.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { ChangeClass, ChangeKind, SettingChange } from "../change.ts";

/** One thing that an experiment says. */
export interface Setting {
  /** Dotted: `epochs`, `early_stopping.patience`. */
  readonly key: string;
  /** What changing it is. */
  readonly class: ChangeClass;
  /** As a spec writes it. */
  readonly text: string;
  /** Of a call: its name, and its arguments as a spec writes them. */
  readonly call?: {
    readonly name: string;
    readonly arguments: ReadonlyMap<string, string>;
    /** Where the arguments that were written stand. */
    readonly places: Readonly<Record<string, Place>>;
  };
  readonly place?: Place;
}

/** A call as a setting: where it calls the same before and after, its arguments are compared one by one. */
export function callSetting(
  key: string,
  className: ChangeClass,
  { name, parameters, origin, arguments: places = {} }: PlannedCall,
  registry: Readonly<Record<string, { readonly parameters: ParameterSchemas } | undefined>>,
): Setting {
  const schemas = registry[name]!.parameters;
  const written = writtenArguments(schemas, parameters).map(({ parameter, text }) => [parameter, text] as const);
  const text = writtenCall(name, schemas, parameters);
  return { key, class: className, text, call: { name, arguments: new Map(written), places }, place: origin.place };
}

/** Changes from one list of settings to another, in the order of the settings after. */
export function settingChanges(before: readonly Setting[], after: readonly Setting[]): SettingChange[] {
  const known = new Map(before.map((setting) => [setting.key, setting]));
  const kept = new Set(after.map(({ key }) => key));
  const changed = after.flatMap((setting) => {
    const was = known.get(setting.key);
    return was === undefined ? [changeOf("inserted", undefined, setting)] : compareSettings(was, setting);
  });
  const gone = before.filter(({ key }) => !kept.has(key)).map((setting) => changeOf("removed", setting, undefined));
  return [...changed, ...gone];
}

/** What became of one setting; nothing where it is the same. */
export function compareSettings(before: Setting, after: Setting): SettingChange[] {
  if (before.call === undefined || before.call.name !== after.call?.name)
    return before.text === after.text ? [] : [changeOf("changed", before, after)];
  const { arguments: given } = after.call;
  const names = new Set([...before.call.arguments.keys(), ...given.keys()]);
  return [...names].flatMap((name) => {
    const [was, is] = [before.call!.arguments.get(name), given.get(name)];
    if (was === is) return [];
    const argument = (setting: Setting, text = "none"): Setting => {
      const place = setting.call?.places[name] ?? setting.place;
      return { ...setting, key: `${setting.key}.${name}`, text, ...(place && { place }) };
    };
    return [changeOf("changed", argument(before, was), argument(after, is))];
  });
}

/** One of the two may be absent. */
export function changeOf(kind: ChangeKind, before: Setting | undefined, after: Setting | undefined): SettingChange {
  const { key, class: className } = (after ?? before)!;
  return {
    what: "setting",
    kind,
    class: className,
    key,
    ...(before && { before: before.text }),
    ...(after && { after: after.text }),
    ...(after?.place && { place: after.place }),
  };
}
