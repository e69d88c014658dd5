import type { Dialect, Options } from '../../protocol/access-push/dialect.js';

/** What a rule may refer to, by the names of the admin API. */
export type Reference = 'sn' | 'sns' | 'doorId' | 'doorIds' | 'readerId' | 'timeZoneId' | 'pins' | 'pin';

export interface RuleDoor {
  readonly id: string;
  readonly sn: string;
  /** On its device, from 1. */
  readonly number: number;
}

/** A rule as it is stored, with what it refers to. */
export interface Rule<F extends object = object> {
  readonly id: string;
  readonly kind: string;
  /** Its number on the devices, or 0 if its kind has none. */
  readonly number: number;
  readonly sn: string | null;
  readonly everywhere: boolean;
  readonly timeZoneId: number | null;
  readonly doors: readonly RuleDoor[];
  /** Devices it names one by one. */
  readonly sns: readonly string[];
  /** Numbers of the rules that it uses, by their ids. */
  readonly uses: Readonly<Record<string, number>>;
  /** How many persons it names, and the first of them, '' if there is none. */
  readonly persons: number;
  readonly pin: string;
  readonly facts: F;
}

/** A row of a device's table, with the fields of the table's declaration. */
export interface RuleRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** What a device can do. */
export interface Abilities {
  readonly dialect: Dialect;
  readonly options: Options;
  readonly module: string;
  /** All rules that concern the device, because rows of one rule may depend on the others. */
  readonly rules: readonly Rule[];
}

/** The device that rows are worked out for. */
export interface At extends Abilities {
  readonly sn: string;
  /** The device is called on port 4370, where rules cannot be expressed. */
  readonly isCalled: boolean;
  /** Numbers of its doors and readers, by their ids. */
  readonly doors: ReadonlyMap<string, number>;
  readonly readers: ReadonlyMap<string, number>;
}

/** A parameter of appendix 10 or 12 that a rule needs to take effect. */
export interface Implied {
  /** Number of the door; absent = the device itself. */
  readonly door?: number;
  readonly name: string;
  readonly value: string;
}

/** Faults of a request, by field. */
export interface Fault {
  readonly field: string;
  readonly message: string;
}

/** Counts from a device's registration, for checks of its parts. */
export interface Parts {
  readonly dialect: Dialect;
  readonly options: Options;
}

/** Another rule that the facts name. */
export interface Use {
  readonly field: string;
  readonly id: string;
  readonly kind: string;
}

/**
 * One kind of access rule as data: what it refers to, which devices can keep it, and which rows they should hold.
 * Checks of single fields are in its DTO, and so are its texts in the admin API.
 */
export interface RuleKind<F extends object = object> {
  /** Path below `/admin/v1`. */
  readonly name: string;
  readonly refers: readonly Reference[];
  /** Whether it has a number: for each device, or one for the whole site. It gets the lowest free one. */
  readonly numbered?: 'device' | 'site';
  readonly lowest?: number;
  readonly highest?: number;
  /** What a rule without named devices is about: all devices by default. */
  readonly unnamed?: 'none';
  /** Kinds that share their numbers. */
  readonly sharesNumbersWith?: readonly string[];
  /** Facts that are sealed and never shown. */
  readonly secrets?: readonly string[];
  uses?(facts: F): readonly Use[];
  /** Checks that need several fields. @param parts of the one device that the rule is about */
  check?(facts: F, parts: Parts | null): Fault | null;
  /** Two rules of the kind must not be equal in this. */
  readonly unique?: readonly string[];
  /** A person is in at most one rule of the kind. */
  readonly onePerPerson?: boolean;
  /** What a device needs, for an operator who asks why it does not have the rule. */
  readonly needs: string;
  supported(at: Abilities, rule: Rule<F>): boolean;
  /** Rows that a device holds whoever passes. */
  shared?(rule: Rule<F>, at: At): readonly RuleRow[];
  /** Rows that a device holds because it knows the person. */
  ofPerson?(rule: Rule<F>, pin: string, at: Pick<At, 'sn' | 'dialect'>): readonly RuleRow[];
  implies?(rule: Rule<F>, at: At): readonly Implied[];
}

/** Declares a kind. The types of its facts are known in the declaration, and not outside. */
export const ruleKind = <F extends object>(kind: RuleKind<F>): RuleKind => kind;

/** The doors of a rule that belong to a device. */
export const doorsAt = ({ doors }: Pick<Rule, 'doors'>, { sn }: { readonly sn: string }): number[] =>
  doors.filter((door) => door.sn === sn).map(({ number }) => number);
