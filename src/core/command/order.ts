import type { AccountRange } from '../../protocol/access-push/command-account.js';
import type { ControlOrder, ControlType } from '../../protocol/access-push/command-control.js';
import type { EnrollBio, EnrollInfo } from '../../protocol/access-push/command-enroll.js';
import { kindOfRaw, type RawKind } from '../../protocol/access-push/command-kind.js';
import type { AdScreen } from '../../protocol/access-push/command-options.js';
import type { Firmware, UpgradeMethod } from '../../protocol/access-push/command-upgrade.js';

/** A row of a device's table, by its place in the ledger. */
export interface LedgerRow {
  readonly key: string;
  readonly version: number;
}

/** Which template or photo: `template` by its id, a `person`'s photo by pin. */
export interface ContentRef {
  readonly from: 'template' | 'person';
  readonly id: string;
}

/** A column that is filled at hand-out: otherwise ledger and queue would have every photo once for every device. */
export interface RowContent {
  readonly field: string;
  readonly ref: ContentRef;
  /** Approximate number of characters on the wire. */
  readonly size: number;
  /** Hash of the content that the row was planned with. */
  readonly hash: string;
}

/** A row to be written: its place in the ledger, and its content with the fields of its table's declaration. */
export interface RowToWrite extends LedgerRow {
  readonly hash: string;
  readonly row: Readonly<Record<string, unknown>>;
  readonly content?: RowContent;
}

/** What one DELETE deletes, with the ledger rows that belong to it. */
export interface UnitToDelete {
  readonly unit: string;
  readonly rows: readonly LedgerRow[];
}

type OrderContent =
  | ControlOrder
  | { readonly type: 'setTime' }
  | { readonly type: 'setOptions'; readonly options: Readonly<Record<string, string>> }
  | { readonly type: 'getOptions'; readonly names: readonly string[] }
  | { readonly type: 'updateRows'; readonly table: string; readonly rows: readonly RowToWrite[] }
  | { readonly type: 'deleteUnits'; readonly table: string; readonly units: readonly UnitToDelete[] }
  | { readonly type: 'clearTable'; readonly table: string }
  | {
      readonly type: 'count';
      readonly table: string;
      readonly condition?: string;
      /** Sent before all data: data that is written first would hide what the device had lost. */
      readonly ahead?: true;
    }
  | {
      readonly type: 'query';
      readonly table: string;
      readonly fields?: string;
      readonly filter?: string;
      /** The caller wants the rows themselves: see QueryAnswerService. */
      readonly keepRows?: true;
    }
  | { readonly type: 'accessPoints' }
  | ({ readonly type: 'adScreen' } & AdScreen)
  | { readonly type: 'testHost'; readonly address: string }
  | { readonly type: 'account'; readonly range: AccountRange }
  | ({ readonly type: 'upgrade'; readonly method: UpgradeMethod } & Firmware)
  | ({ readonly type: 'enrollInfo' } & EnrollInfo)
  | ({ readonly type: 'enrollBio' } & EnrollBio)
  | { readonly type: 'raw'; readonly text: string };

/** The meaning of a command. Each link makes its own bytes of it at hand-out. */
export type Order = OrderContent & {
  /** The controller behind the device that it is for; the device passes it on (appendix 14 and 15). */
  readonly subSn?: string;
};

export type CommandKind = 'data' | 'control' | 'query';

/** How long a command lives and how it is handed out (docs/rules.md 4). */
export interface Life {
  readonly kind: CommandKind;
  /** 1 goes before everything, 2 has data commands one at a time, 3 waits after both. */
  readonly lane: 1 | 2 | 3;
  readonly once: boolean;
  /** Seconds until it expires unsent, and until its answer is no longer waited for; null = no end. */
  readonly seconds: number | null;
}

const data: Life = { kind: 'data', lane: 2, once: false, seconds: null };
const query: Life = { kind: 'query', lane: 3, once: true, seconds: 600 };
const clock: Life = { kind: 'data', lane: 1, once: true, seconds: 60 };
const enrolment: Life = { kind: 'control', lane: 3, once: true, seconds: 120 };
const upgrade: Life = { kind: 'control', lane: 3, once: true, seconds: 3_600 };
/** The screen fetches its file before it answers. */
const screen: Life = { kind: 'control', lane: 3, once: true, seconds: 600 };
const longestControl = 90;

/** @param pollSeconds how often the device polls; a control command lives for at least two poll intervals */
const control = (ttl: number, pollSeconds: number): Life => ({
  kind: 'control',
  lane: 1,
  once: true,
  seconds: Math.min(longestControl, Math.max(ttl, 2 * pollSeconds)),
});

const ahead: Life = { ...query, lane: 1 };

/** After data: the device must first know which network to switch to. */
const inTurn = (life: Life): Life => ({ ...life, lane: 2 });

type LifeName = CommandKind | 'clock' | 'inTurn' | 'screen' | 'upgrade' | 'enrolment';
type OtherType = Exclude<Order['type'], ControlType | 'raw'>;

/** A control that is missing here has the usual life of controls. */
const kinds: Readonly<Record<OtherType, LifeName> & Partial<Record<ControlType, LifeName>>> = {
  switchNetwork: 'inTurn',
  setTime: 'clock',
  setOptions: 'data',
  getOptions: 'query',
  updateRows: 'data',
  deleteUnits: 'data',
  clearTable: 'data',
  count: 'query',
  query: 'query',
  accessPoints: 'query',
  adScreen: 'screen',
  testHost: 'query',
  account: 'query',
  upgrade: 'upgrade',
  enrollInfo: 'enrolment',
  enrollBio: 'enrolment',
};

/** Raw texts whose life differs from that of their kind. */
const rawLives: readonly { readonly begins: RegExp; readonly life: (usual: Life) => Life }[] = [
  { begins: /^SET OPTIONS\s+(.*,)?\s*DateTime\s*=/i, life: () => clock },
  { begins: /^ENROLL_/i, life: () => enrolment },
  { begins: /^UPGRADE\b/i, life: () => upgrade },
  { begins: /^SET ADSCREEN_OPTIONS\b/i, life: () => screen },
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
  if (order.type === 'count' && order.ahead) return ahead;
  const kind = kinds[order.type] ?? 'control';
  return {
    control: usualControl,
    inTurn: inTurn(usualControl),
    clock,
    data,
    query,
    screen,
    upgrade,
    enrolment,
  }[kind];
}

/** The rows or units of a data command. */
export function partCount(order: Order): number {
  if (order.type === 'updateRows') return order.rows.length;
  return order.type === 'deleteUnits' ? order.units.length : 1;
}
