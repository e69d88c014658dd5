/** What an event does. */
export const doings = [
  'alarm',
  'trouble',
  'restore',
  'opening',
  'closing',
  'bypass',
  'unbypass',
  'test',
  'other',
] as const;
export type Doing = (typeof doings)[number];

/** What an event is about. */
export const categories = [
  'burglary',
  'panic',
  'duress',
  'fire',
  'medical',
  'technical',
  'tamper',
  'mains',
  'battery',
  'system',
  'line',
  'arming',
  'bypass',
  'test',
  'other',
] as const;
export type Category = (typeof categories)[number];

/** An event of an intrusion panel. */
export interface AlarmEvent {
  /** As it was sent: `1130`, `BA`. */
  readonly code: string;
  /** The Contact ID of the same meaning; empty = there is none. */
  readonly contactId: string;
  readonly category: Category;
  readonly does: Doing;
  readonly name: string;
  /** 0 = the panel. */
  readonly partition: number;
  /** A zone, or a user: see `isOfUser`. 0 = none. */
  readonly point: number;
  readonly isOfUser: boolean;
  /** It was reported before and still lasts. */
  readonly isRepeated: boolean;
}
