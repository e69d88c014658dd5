import { kindOfRaw, type RawKind } from '../wire/push/command-kind.js';

/** A row of a device's table as the ledger knows it. */
export interface LedgerRow {
  readonly key: string;
  readonly version: number;
}

/** A row to be written: its place in the ledger, and what it says in the terms of its table's declaration. */
export interface RowToWrite extends LedgerRow {
  readonly hash: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** What one printed DELETE takes, with the ledger rows that go with it. */
export interface UnitToDelete {
  readonly unit: string;
  readonly rows: readonly LedgerRow[];
}

/** What is meant, in words that every link can turn into its own bytes at hand-out. */
export type Order =
  | { readonly type: 'openDoor'; readonly door: number; readonly seconds: number }
  | { readonly type: 'closeDoor'; readonly door: number }
  | { readonly type: 'holdDoorOpen'; readonly door: number }
  | { readonly type: 'cancelAlarm'; readonly door: number }
  | { readonly type: 'lockDoor'; readonly door: number; readonly locked: boolean }
  | { readonly type: 'normalOpenSchedule'; readonly door: number; readonly on: boolean }
  | { readonly type: 'restart' }
  | { readonly type: 'setTime' }
  | { readonly type: 'setOptions'; readonly options: Readonly<Record<string, string>> }
  | { readonly type: 'getOptions'; readonly names: readonly string[] }
  | { readonly type: 'updateRows'; readonly table: string; readonly rows: readonly RowToWrite[] }
  | { readonly type: 'deleteUnits'; readonly table: string; readonly units: readonly UnitToDelete[] }
  | { readonly type: 'clearTable'; readonly table: string }
  | { readonly type: 'count'; readonly table: string; readonly condition?: string }
  | { readonly type: 'query'; readonly table: string; readonly filter?: string }
  | { readonly type: 'raw'; readonly text: string };

export type CommandKind = 'data' | 'control' | 'query';

/** How long a command lives and how it is handed out (rules 4). */
export interface Life {
  readonly kind: CommandKind;
  /** 1 goes before everything, 2 carries data one at a time, 3 waits behind both. */
  readonly lane: 1 | 2 | 3;
  readonly once: boolean;
  /** Seconds until it expires unsent, and until its answer is no longer waited for; null = no end. */
  readonly seconds: number | null;
}

const data: Life = { kind: 'data', lane: 2, once: false, seconds: null };
const query: Life = { kind: 'query', lane: 3, once: true, seconds: 600 };
const clock: Life = { kind: 'data', lane: 1, once: true, seconds: 60 };
const longestControl = 90;

/** @param pollSeconds how often the device asks; a control command lives for two of those at least */
const control = (ttl: number, pollSeconds: number): Life => ({
  kind: 'control',
  lane: 1,
  once: true,
  seconds: Math.min(longestControl, Math.max(ttl, 2 * pollSeconds)),
});

const kinds = {
  openDoor: 'control',
  closeDoor: 'control',
  holdDoorOpen: 'control',
  cancelAlarm: 'control',
  lockDoor: 'control',
  normalOpenSchedule: 'control',
  restart: 'control',
  setTime: 'clock',
  setOptions: 'data',
  getOptions: 'query',
  updateRows: 'data',
  deleteUnits: 'data',
  clearTable: 'data',
  count: 'query',
  query: 'query',
  raw: 'raw',
} as const satisfies Record<Order['type'], CommandKind | 'clock' | 'raw'>;

/** Raw texts whose life is not that of their kind. */
const rawLives: readonly { readonly begins: RegExp; readonly life: (usual: Life) => Life }[] = [
  { begins: /^SET OPTIONS\s+(.*,)?\s*DateTime\s*=/i, life: () => clock },
  { begins: /^ENROLL_/i, life: (usual) => ({ ...usual, lane: 3, seconds: 120 }) },
  { begins: /^UPGRADE\b/i, life: (usual) => ({ ...usual, lane: 3, seconds: 3_600 }) },
  { begins: /^CONTROL\b/i, life: (usual) => usual },
];

function rawLife(text: string, kind: RawKind, usualControl: Life): Life {
  const usual = { data, query, control: usualControl }[kind];
  const special = rawLives.find(({ begins }) => begins.test(text));
  if (special) return special.life(usual);
  return kind === 'control' ? { ...usual, lane: 3 } : usual;
}

/** @param ttl COMMAND_TTL, in seconds */
export function lifeOf(order: Order, ttl: number, pollSeconds: number): Life {
  const usualControl = control(ttl, pollSeconds);
  if (order.type === 'raw') return rawLife(order.text, kindOfRaw(order.text), usualControl);
  const kind = kinds[order.type];
  return { control: usualControl, clock, data, query, raw: data }[kind];
}
