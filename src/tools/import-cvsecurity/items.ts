import type { FieldChange } from './judge.js';

/** What the import takes over, in the order in which one needs the other. */
export const kinds = [
  'areas',
  'departments',
  'timeZones',
  'holidays',
  'devices',
  'doors',
  'readers',
  'floors',
  'gates',
  'levels',
  'departmentLevels',
  'people',
  'templates',
  'visits',
  'tokens',
  'events',
] as const;
export type Kind = (typeof kinds)[number];

export type ItemOutcome = 'add' | 'change' | 'same' | 'refused';

/** A line of the report. */
export interface Item {
  readonly kind: Kind;
  readonly oldId: string;
  readonly key: string;
  readonly label: string;
  readonly outcome: ItemOutcome;
  readonly changes: readonly FieldChange[];
  /** Changed here since the last import, and left. */
  readonly kept: readonly FieldChange[];
  readonly reason: string;
}

/** What cannot be read, and where it is typed in here. */
export interface Unread {
  readonly kind: Kind;
  readonly what: string;
  readonly why: string;
  readonly where: string;
}
