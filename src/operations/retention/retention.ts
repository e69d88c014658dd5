/** Rows of a table that are too old. `before` is an instant in SQL; `t` is the table. */
interface OldRows {
  readonly table: string;
  readonly where: (before: string) => string;
}

/** One thing that grows, and for how long it is kept. */
export interface Retention {
  /** Its name in the API and in the console. */
  readonly what: string;
  readonly unit: 'days' | 'months';
  /** What a new installation begins with. */
  readonly standard: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Where nobody has said anything: an installation from before the setting goes on as it did. Null = for ever. */
  readonly unset: number | null;
  readonly says: string;
  /**
   * months: whole months are dropped; partitions: ranges of positions are; bites: rows are deleted, some thousands at a
   * time; prefix: the beginning of the audit log is exported and removed; files: what it was exported to is deleted.
   */
  readonly how: 'months' | 'partitions' | 'bites' | 'prefix' | 'files';
  /** Tables whose size it is, with their partitions. */
  readonly tables: readonly string[];
  readonly old: readonly OldRows[];
  /** What is said of rows, by a statement, before they are old. */
  readonly told?: (before: string, keep: number) => string;
  /** The age of the oldest, as an expression that an index answers. */
  readonly oldest: string;
}

const longest = { days: 36_500, months: 1_200 } as const;
const days = { unit: 'days', minimum: 1, maximum: longest.days } as const;
const months = { unit: 'months', minimum: 1, maximum: longest.months } as const;

const byColumn = (table: string, column: string): OldRows => ({ table, where: (before) => `t.${column} < ${before}` });
/** Of a table whose rows are numbered in the order in which they come. */
const first = (table: string, column: string, key = 'id') => `(SELECT ${column} FROM ${table} ORDER BY ${key} LIMIT 1)`;

/** Times of visits are kept as texts, by the clock of the site. */
const asText = (before: string) => `to_char(${before}, 'YYYY-MM-DD HH24:MI:SS')`;

/** What a device tells beside events: it was kept for ever once. */
const toldByDevices = (what: string, table: string, says: string): Retention => ({
  ...days,
  ...{ what, says, standard: 30, unset: null, how: 'bites', tables: [table] },
  old: [byColumn(table, 'received_at')],
  oldest: first(table, 'received_at'),
});

const sinceWebhooks = `(SELECT min(m.last_at) FROM webhook w CROSS JOIN LATERAL (
  SELECT last_at FROM webhook_message WHERE webhook_id = w.id ORDER BY position LIMIT 1) m)`;

/**
 * All that grows with the years, by the name of its setting. The settings, the page of the console, the list of sizes and
 * the job that deletes are made of it.
 */
export const retention = {
  eventMonths: {
    ...months,
    ...{ what: 'events', standard: 24, unset: null, how: 'months' },
    says: 'Months for which events are kept, beside the current one; counts by day and device stay',
    tables: ['event', 'event_count_by_pin', 'event_first_last'],
    old: [],
    oldest: `(SELECT event_time FROM event WHERE event_time >= (
      SELECT CASE WHEN isfinite(before) THEN before ELSE '2015-01-01' END FROM event_horizon) ORDER BY event_time LIMIT 1)`,
  },
  feedDays: {
    ...days,
    ...{ what: 'feed', minimum: 8, standard: 30, unset: 30, how: 'partitions' },
    says: 'Days for which readers of the feed can be behind; at least 8, because webhooks try for a week',
    tables: ['feed'],
    old: [],
    oldest: first('feed', 'at', 'position'),
  },
  pictureDays: {
    ...days,
    ...{ what: 'pictures', standard: 90, unset: null, how: 'bites' },
    says: 'Days for which pictures of events and of parking are kept: retentionDays',
    tables: ['event_photo', 'parking_picture'],
    old: [
      byColumn('event_photo', 'received_at'),
      {
        table: 'parking_picture',
        where: (before) => `t.record_id IN (SELECT r.id FROM parking_record r WHERE r.received_at < ${before})`,
      },
    ],
    oldest: first('event_photo', 'received_at'),
  },
  commandDays: {
    ...days,
    ...{ what: 'commands', standard: 90, unset: 90, how: 'bites' },
    says: 'Days for which commands are kept after they ended',
    tables: ['command'],
    old: [byColumn('command', 'finished_at')],
    oldest: `(SELECT finished_at FROM command WHERE finished_at IS NOT NULL ORDER BY finished_at LIMIT 1)`,
  },
  identificationDays: {
    ...days,
    ...{ what: 'identifications', standard: 90, unset: 90, how: 'bites' },
    says: 'Days for which questions of devices, whether somebody may pass, are kept',
    tables: ['identification'],
    old: [byColumn('identification', 'at')],
    oldest: first('identification', 'at', 'at'),
  },
  verificationDays: {
    ...days,
    ...{ what: 'verifications', standard: 90, unset: 90, how: 'bites' },
    says: 'Days for which comparisons with devices are kept: of what they hold, and of their logs',
    tables: ['verification', 'reconciliation', 'account_package'],
    old: [byColumn('verification', 'finished_at'), byColumn('reconciliation', 'finished_at')],
    oldest: first('verification', 'created_at'),
  },
  visitMonths: {
    ...months,
    ...{ what: 'visits', standard: 12, unset: null, how: 'bites' },
    says: 'Months for which visits that have ended are kept, with photos, and reservations that are over; visitors of whom none is left go, too',
    tables: ['visit', 'visit_photo', 'visit_reservation', 'visitor'],
    old: [
      { table: 'visit', where: (before) => `t.start_time < ${asText(before)} AND t.exit_time < ${asText(before)}` },
      {
        table: 'visit_reservation',
        where: (before) => `t.visit_date < ${asText(before)} AND t.visit_end_date < ${asText(before)}`,
      },
    ],
    oldest: first('visit', 'start_time::timestamp', 'start_time'),
  },
  parkingMonths: {
    ...months,
    ...{ what: 'parking', standard: 12, unset: null, how: 'bites' },
    says: 'Months for which parking records, plates that were read and stays that have ended are kept, with what was paid',
    tables: ['parking_record', 'parking_read', 'parking_stay', 'parking_bill'],
    old: [
      byColumn('parking_record', 'received_at'),
      byColumn('parking_read', 'received_at'),
      // A car that is there may have been there for long.
      byColumn('parking_stay', 'left_at'),
    ],
    oldest: first('parking_record', 'received_at', 'received_at'),
  },
  consumptionMonths: {
    ...months,
    ...{ what: 'consumption', standard: 24, unset: 24, how: 'bites' },
    says: 'Months for which consumption records are kept; balances stay',
    tables: ['consumption_record'],
    old: [byColumn('consumption_record', 'received_at')],
    oldest: first('consumption_record', 'received_at', 'received_at'),
  },
  intrusionMonths: {
    ...months,
    ...{ what: 'intrusion', standard: 24, unset: 24, how: 'bites' },
    says: 'Months for which events of intrusion panels are kept',
    tables: ['intrusion_event'],
    old: [byColumn('intrusion_event', 'received_at')],
    oldest: first('intrusion_event', 'received_at', 'received_at'),
  },
  spaceMonths: {
    ...months,
    ...{ what: 'spaceReservations', standard: 12, unset: 12, how: 'bites' },
    says: 'Months for which reservations of rooms are kept after their end',
    tables: ['space_reservation', 'space_participant', 'space_has_service'],
    old: [byColumn('space_reservation', 'ends_at')],
    oldest: first('space_reservation', 'ends_at', 'ends_at'),
  },
  alarmMonths: {
    ...months,
    ...{ what: 'alarms', standard: 24, unset: null, how: 'bites' },
    says: 'Months for which alarms are kept that are over and acknowledged',
    tables: ['alarm'],
    old: [{ table: 'alarm', where: (before) => `t.first_at < ${before} AND t.last_at < ${before} AND NOT t.is_open` }],
    oldest: first('alarm', 'first_at', 'first_at'),
  },
  musterMonths: {
    ...months,
    ...{ what: 'musters', standard: 24, unset: null, how: 'bites' },
    says: 'Months for which musters that have ended are kept',
    tables: ['muster', 'muster_person'],
    old: [byColumn('muster', 'ended_at')],
    oldest: first('muster', 'started_at', 'no'),
  },
  webhookDeliveredDays: {
    ...days,
    ...{ what: 'webhookDelivered', standard: 3, unset: 3, how: 'bites' },
    says: 'Days for which it is kept that a webhook took a message',
    tables: ['webhook_message'],
    old: [{ table: 'webhook_message', where: (before) => `t.last_at < ${before} AND t.status = 'delivered'` }],
    oldest: sinceWebhooks,
  },
  webhookDays: {
    ...days,
    ...{ what: 'webhookMessages', minimum: 8, standard: 30, unset: 30, how: 'bites' },
    says: 'Days for which it is kept what became of other messages; at least 8, because they are tried for a week',
    tables: ['webhook_message'],
    old: [{ table: 'webhook_message', where: (before) => `t.last_at < ${before} AND t.status = 'dead'` }],
    // What waits at a webhook that is paused or disabled ends where everybody sees it, and not without a word. What waits at
    // an active one is sent: its schedule ends it.
    told: (before, keep) => `UPDATE webhook_message m SET status = 'dead', next_at = NULL, last_at = now(),
        last_error = 'it waited for ${keep} days, and its webhook was not resumed'
      FROM webhook w WHERE w.id = m.webhook_id AND w.status <> 'active'
        AND m.status = 'pending' AND m.last_at < ${before}`,
    oldest: sinceWebhooks,
  },
  quarantineDays: toldByDevices('quarantine', 'quarantine', 'Days for which uploads that could not be read are kept'),
  uploadDays: toldByDevices(
    'uploads',
    'device_upload',
    'Days for which tables that are not taken apart are kept whole',
  ),
  deviceErrorDays: toldByDevices('deviceErrors', 'device_error', 'Days for which errors that devices tell are kept'),
  deviceOperationDays: toldByDevices(
    'deviceOperations',
    'device_operation',
    'Days for which it is kept what was done at terminals',
  ),
  wiegandTestDays: toldByDevices('wiegandTests', 'wiegand_test', 'Days for which tests of Wiegand readers are kept'),
  auditMonths: {
    ...months,
    ...{ what: 'audit', minimum: 12, standard: 24, unset: null, how: 'prefix' },
    says: 'Months for which the audit log is kept, at least 12; what is older is exported into DATA_DIR first',
    tables: ['audit'],
    old: [],
    oldest: first('audit', 'at', 'seq'),
  },
  auditFileMonths: {
    ...months,
    ...{ what: 'auditFiles', standard: 120, unset: 120, how: 'files' },
    says: 'Months for which exported parts of the audit log stay in DATA_DIR of the gateway that wrote them',
    tables: [],
    old: [],
    oldest: 'NULL::timestamptz',
  },
} as const satisfies Readonly<Record<string, Retention>>;

export type RetentionSetting = keyof typeof retention;

export const retentionSettings = Object.keys(retention) as RetentionSetting[];

/** The instant before which a thing is too old. */
export const tooOld = (keep: number, { unit }: Pick<Retention, 'unit'>) => `now() - interval '${keep} ${unit}'`;
