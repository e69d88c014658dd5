import type { Dialect, Options } from '../../protocol/access-push/dialect.js';

/** What a rule may refer to, under the names that the admin API has for it. */
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
  /** Its number on the devices, or 0 where its kind has none. */
  readonly number: number;
  readonly sn: string | null;
  readonly everywhere: boolean;
  readonly timeZoneId: number | null;
  readonly doors: readonly RuleDoor[];
  /** Devices it names one by one. */
  readonly sns: readonly string[];
  /** Numbers of the rules that it uses, by their ids. */
  readonly uses: Readonly<Record<string, number>>;
  /** How many persons it names, and the first of them, '' for none. */
  readonly persons: number;
  readonly pin: string;
  readonly facts: F;
}

/** A row of a device's table, in the terms of the table's declaration. */
export interface RuleRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** What a device can. */
export interface Abilities {
  readonly dialect: Dialect;
  readonly options: Options;
  readonly module: string;
  /** All rules that concern the device, where one depends on the others. */
  readonly rules: readonly Rule[];
}

/** The device that rows are worked out for. */
export interface At extends Abilities {
  readonly sn: string;
  /** It is called on port 4370, where rules have no place. */
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

/** What is wrong with what a caller says, by field. */
export interface Fault {
  readonly field: string;
  readonly message: string;
}

/** Counts that a device registered with, for what is said about its parts. */
export interface Parts {
  readonly dialect: Dialect;
  readonly options: Options;
}

/** Another rule that facts name. */
export interface Use {
  readonly field: string;
  readonly id: string;
  readonly kind: string;
}

/**
 * One kind of access rule as data: what it refers to, which devices can keep it, and what they are to hold of it. How
 * its fields are checked one by one stands in its DTO; its sentences in the admin API, too.
 */
export interface RuleKind<F extends object = object> {
  /** Path below `/admin/v1`. */
  readonly name: string;
  readonly refers: readonly Reference[];
  /** Whether it has a number: of its own on each device, or one for the whole site. The lowest free one is given. */
  readonly numbered?: 'device' | 'site';
  readonly lowest?: number;
  readonly highest?: number;
  /** What a rule that names no devices is about: all of them unless it says otherwise. */
  readonly unnamed?: 'none';
  /** Kinds that share their numbers. */
  readonly sharesNumbersWith?: readonly string[];
  /** Facts that are sealed and never shown. */
  readonly secrets?: readonly string[];
  uses?(facts: F): readonly Use[];
  /** What no single field tells. @param parts of the one device that the rule is about */
  check?(facts: F, parts: Parts | null): Fault | null;
  /** Two rules of the kind must not agree in this. */
  readonly unique?: readonly string[];
  /** A person is in one rule of the kind at most. */
  readonly onePerPerson?: boolean;
  /** What a device needs, for an operator who wonders why it does not have the rule. */
  readonly needs: string;
  supported(at: Abilities, rule: Rule<F>): boolean;
  /** Rows that a device holds whoever passes. */
  shared?(rule: Rule<F>, at: At): readonly RuleRow[];
  /** Rows that a device holds because it knows the person. */
  ofPerson?(rule: Rule<F>, pin: string, at: Pick<At, 'sn' | 'dialect'>): readonly RuleRow[];
  implies?(rule: Rule<F>, at: At): readonly Implied[];
}

/** Declares a kind; its facts are typed inside and forgotten outside. */
export const ruleKind = <F extends object>(kind: RuleKind<F>): RuleKind => kind;

/** The doors of a rule that belong to a device. */
export const doorsAt = ({ doors }: Pick<Rule, 'doors'>, { sn }: { readonly sn: string }): number[] =>
  doors.filter((door) => door.sn === sn).map(({ number }) => number);
