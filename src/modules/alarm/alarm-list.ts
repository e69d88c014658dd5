import type { EntityManager } from 'typeorm';
import { containing } from '../../platform/database/like.js';
import type { AlarmKind, Priority } from './alarm-kinds.js';
import { stateOf } from './alarm-store.js';

export const alarmStates = ['unacked', 'acked', 'cleared', 'shelved', 'closed'] as const;
export type AlarmState = (typeof alarmStates)[number];
export const alarmOutcomes = ['real', 'false', 'technical', 'drill'] as const;
export type AlarmOutcome = (typeof alarmOutcomes)[number];

export interface AlarmRow {
  readonly id: string;
  readonly kind: AlarmKind;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly priority: Priority;
  readonly state: AlarmState;
  readonly sn: string;
  readonly deviceName: string | null;
  /** Null = it comes from a device. */
  readonly intrusionPanelId: string | null;
  readonly doorId: string | null;
  readonly doorName: string | null;
  readonly eventId: string | null;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly active: boolean;
  readonly ackBy: string | null;
  readonly ackAt: Date | null;
  readonly ackOutcome: AlarmOutcome | null;
  readonly ackNote: string | null;
  readonly shelvedUntil: Date | null;
  readonly shelvedBy: string | null;
  readonly shelveReason: string | null;
  readonly notes: readonly { readonly by: string; readonly at: string; readonly note: string }[];
}

/** Undefined = all. */
export interface AlarmFilter {
  readonly state?: AlarmState;
  readonly priorities?: readonly number[];
  readonly kinds?: readonly string[];
  readonly doorId?: string;
  readonly areaCodes?: readonly string[];
  readonly from?: Date;
  readonly to?: Date;
  /** Part of a text that is shown. */
  readonly q?: string;
  /** Areas beyond which the reader sees nothing. */
  readonly bounds?: readonly string[];
}

export interface AlarmPosition {
  readonly priority: number;
  readonly firstAt: string;
  readonly id: string;
}

/** `priority`: the most urgent first, and of those the newest. */
const orders = { newest: '(a.first_at, a.id)', priority: '(-a.priority, a.first_at, a.id)' } as const;
export type AlarmOrder = keyof typeof orders;
export const alarmOrders = Object.keys(orders) as readonly AlarmOrder[];
const descending = (order: AlarmOrder) => orders[order].slice(1, -1).replaceAll(/(, |$)/g, ' DESC$1');

const columns = `a.id::text, a.kind, a.code, a.params, a.priority, ${stateOf} AS state, a.sn,
  coalesce(d.name, i.name) AS "deviceName", a.intrusion_panel_id AS "intrusionPanelId",
  a.door_id AS "doorId", o.name AS "doorName", replace(a.event_id::text, '-', '') AS "eventId", a.count,
  a.first_at AS "firstAt", a.last_at AS "lastAt", a.active, a.ack_by AS "ackBy", a.ack_at AS "ackAt",
  a.ack_outcome AS "ackOutcome", a.ack_note AS "ackNote", a.shelved_until AS "shelvedUntil",
  a.shelved_by AS "shelvedBy", a.shelve_reason AS "shelveReason", a.notes`;
const tables = `alarm a LEFT JOIN device d ON d.sn = a.sn LEFT JOIN door o ON o.id = a.door_id
  LEFT JOIN intrusion_panel i ON i.id = a.intrusion_panel_id`;

const isShelved = 'coalesce(a.shelved_until > clock_timestamp(), false)';
/** The open ones are few and have an index of their own. */
const inState: Readonly<Record<AlarmState, string>> = {
  unacked: `a.is_open AND a.active AND a.ack_at IS NULL AND NOT ${isShelved}`,
  acked: 'a.is_open AND a.ack_at IS NOT NULL',
  cleared: `a.is_open AND NOT a.active AND NOT ${isShelved}`,
  shelved: `a.is_open AND a.ack_at IS NULL AND ${isShelved}`,
  closed: 'NOT a.is_open',
};

/** What of an alarm is shown as text. */
const texts = `concat_ws(' ', a.kind, a.code, a.sn, d.name, i.name, o.name, a.params ->> 'pointName', a.params ->> 'partitionName', a.ack_by, a.ack_note, a.shelve_reason)`;

const inAreas = (value: string) => `(a.sn IN (SELECT v.sn FROM device v WHERE v.area_code = ANY(${value}))
  OR a.intrusion_panel_id IN (SELECT v.id FROM intrusion_panel v WHERE v.area_code = ANY(${value})))`;

function conditionsOf(filter: AlarmFilter, parameters: unknown[]): string[] {
  const { state, priorities, kinds, doorId, areaCodes, from, to, q, bounds } = filter;
  const given = (sql: (value: string) => string, value: unknown): string[] =>
    value === undefined ? [] : [sql(`$${parameters.push(value)}`)];
  return [
    ...(state === undefined ? [] : [inState[state]]),
    ...given((value) => `a.priority = ANY(${value})`, priorities),
    ...given((value) => `a.kind = ANY(${value})`, kinds),
    ...given((value) => `a.door_id = ${value}`, doorId),
    ...given(inAreas, areaCodes),
    ...given(inAreas, bounds),
    ...given((value) => `a.first_at >= ${value}`, from),
    ...given((value) => `a.first_at <= ${value}`, to),
    ...given((value) => `${texts} ILIKE ${value}`, q === undefined ? undefined : containing(q)),
  ];
}

const where = (conditions: readonly string[]) => (conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`);

/** Those in an order that lie behind `after`. */
export async function listAlarms(
  tx: EntityManager,
  filter: AlarmFilter,
  order: AlarmOrder,
  after: AlarmPosition | null,
  limit: number,
): Promise<AlarmRow[]> {
  const parameters: unknown[] = [];
  const conditions = conditionsOf(filter, parameters);
  if (after) {
    const at = `$${parameters.push(after.firstAt)}::timestamptz`;
    const id = `$${parameters.push(after.id)}::bigint`;
    const urgency = order === 'priority' ? [`-$${parameters.push(after.priority)}::int`] : [];
    conditions.push(`${orders[order]} < (${[...urgency, at, id].join(', ')})`);
  }
  return tx.query(
    `SELECT ${columns} FROM ${tables} ${where(conditions)}
     ORDER BY ${descending(order)} LIMIT $${parameters.push(limit)}`,
    parameters,
  );
}

export async function countAlarms(tx: EntityManager, filter: AlarmFilter): Promise<number> {
  const parameters: unknown[] = [];
  const [row]: { n: number }[] = await tx.query(
    `SELECT count(*)::int AS n FROM ${tables} ${where(conditionsOf(filter, parameters))}`,
    parameters,
  );
  return row?.n ?? 0;
}

/** Those of these ids that the reader may see. @param bounds areas; null = all */
export async function alarmsById(
  tx: EntityManager,
  ids: readonly string[],
  bounds: readonly string[] | null,
): Promise<AlarmRow[]> {
  const known = ids.filter((id) => /^[1-9]\d{0,17}$/.test(id));
  const parameters: unknown[] = [known, ...(bounds ? [bounds] : [])];
  return tx.query(
    `SELECT ${columns} FROM ${tables} WHERE a.id = ANY($1::bigint[]) ${bounds ? `AND ${inAreas('$2')}` : ''} ORDER BY a.id`,
    parameters,
  );
}

export interface AlarmCounts {
  readonly unacked: number;
  readonly acked: number;
  readonly cleared: number;
  readonly shelved: number;
  /** Of those that nobody has acknowledged, whether their cause lasts or not. */
  readonly byPriority: readonly { readonly priority: number; readonly count: number }[];
  /** Raised in the last ten minutes. */
  readonly recent: number;
}

/** Open alarms, and those of the last ten minutes: what it costs does not grow with the years. */
export async function countOpen(tx: EntityManager, bounds: readonly string[] | null): Promise<AlarmCounts> {
  const within = bounds ? `AND ${inAreas('$1')}` : '';
  const parameters = bounds ? [bounds] : [];
  const found: { state: AlarmState; priority: number; n: number }[] = await tx.query(
    `SELECT ${stateOf} AS state, a.priority, count(*)::int AS n FROM alarm a WHERE a.is_open ${within} GROUP BY 1, 2`,
    parameters,
  );
  const [recent]: { n: number }[] = await tx.query(
    `SELECT count(*)::int AS n FROM alarm a WHERE a.raised_at > clock_timestamp() - interval '10 minutes' ${within}`,
    parameters,
  );
  const sum = (fits: (row: (typeof found)[number]) => boolean) =>
    found.filter(fits).reduce((total, { n }) => total + n, 0);
  const isUnseen = ({ state }: { state: AlarmState }) => state === 'unacked' || state === 'cleared';
  return {
    unacked: sum(({ state }) => state === 'unacked'),
    acked: sum(({ state }) => state === 'acked'),
    cleared: sum(({ state }) => state === 'cleared'),
    shelved: sum(({ state }) => state === 'shelved'),
    byPriority: [1, 2, 3, 4].map((priority) => ({
      priority,
      count: sum((row) => row.priority === priority && isUnseen(row)),
    })),
    recent: recent?.n ?? 0,
  };
}
