import { lasting, line, plural, type DoctorWorld, type Found } from './line.js';

const day = (at: string | number | undefined) => String(at).slice(0, 10);

export const devices = line({
  id: 'devices',
  needs: 'database',
  cases: {
    stuck: {
      severity: 'warning',
      words: ({ count }) => `${plural(count, 'device')} stuck: changes wait for more than an hour`,
      todo: 'Look at the device in the console: what it was sent and what it answered.',
    },
    offline: {
      severity: 'warning',
      words: ({ count }) => `${plural(count, 'device')} offline for more than a day`,
      todo: 'Look at its power and network; disable or retire a device that does not come back.',
    },
    clock: {
      severity: 'warning',
      words: ({ count }) => `the clock of ${plural(count, 'device')} is off`,
      todo: 'Look at its battery, its time zone and who else sets its clock.',
    },
    unknownUsers: {
      severity: 'warning',
      words: ({ count }) => `${plural(count, 'device')} with unknown users, who may open doors`,
      todo: 'Look at its users in the console: take them over or away.',
    },
  },
  look: async ({ query }) => {
    const [row] = await query<Record<'stuck' | 'offline' | 'clock' | 'unknownUsers', number>>(
      `SELECT (SELECT count(DISTINCT c.sn)::int FROM command c JOIN device d ON d.sn = c.sn AND d.online
           WHERE c.status IN ('queued', 'sent') AND c.kind = 'data' AND d.status = 'approved'
             AND c.created_at < clock_timestamp() - interval '1 hour') AS stuck,
         (SELECT count(DISTINCT sn)::int FROM alarm WHERE is_open AND active AND kind = 'clock') AS clock,
         (count(*) FILTER (WHERE NOT online AND offline_since < clock_timestamp() - interval '1 day'))::int AS offline,
         (count(*) FILTER (WHERE extra_users > 0))::int AS "unknownUsers"
       FROM device WHERE status = 'approved'`,
    );
    const codes = ['stuck', 'offline', 'clock', 'unknownUsers'] as const;
    return codes.flatMap((code) => ((row?.[code] ?? 0) > 0 ? [{ code, params: { count: row?.[code] ?? 0 } }] : []));
  },
});

const most = 1_000;

const deadOf = (count: string | number | undefined) =>
  Number(count) > most ? `more than ${most} messages dead` : `${plural(count, 'message')} dead`;

export const quarantine = line({
  id: 'quarantine',
  needs: 'database',
  cases: {
    unread: {
      severity: 'warning',
      words: ({ count, since }) =>
        `${Number(count) > most ? `more than ${most} uploads` : plural(count, 'upload')} since ${day(since)}`,
      todo: 'Look at them in the console, at the device: they are kept, and can be read again after an update.',
    },
  },
  look: async ({ query }) => {
    const first = (table: string) => `(SELECT received_at FROM ${table} ORDER BY id LIMIT 1)`;
    const some = (table: string) => `(SELECT count(*) FROM (SELECT 1 FROM ${table} LIMIT ${most + 1}) q)`;
    const [row] = await query<{ count: number; since: Date | null }>(
      `SELECT (${some('quarantine')} + ${some('device_upload')})::int AS count,
         least(${first('quarantine')}, ${first('device_upload')}) AS since`,
    );
    if (!row?.since) return [];
    return [{ code: 'unread', params: { count: row.count, since: row.since.toISOString() } }];
  },
});

export const webhooks = line({
  id: 'webhooks',
  needs: 'database',
  cases: {
    failing: {
      severity: 'warning',
      words: ({ name, since, dead }) => `${name} failing since ${day(since)}, ${deadOf(dead)}`,
      todo: 'Look at its deliveries in the console. What is dead can be sent again (replay).',
    },
    disabled: {
      severity: 'fault',
      words: ({ name, dead }) => `${name} is switched off after its receiver failed, ${deadOf(dead)}`,
      todo: 'Mend the receiver, switch the webhook on and replay what it missed.',
    },
    dead: {
      severity: 'warning',
      words: ({ name, dead }) => `${name}: ${deadOf(dead)}`,
      todo: 'Look at its deliveries in the console. What is dead can be sent again (replay).',
    },
  },
  look: async ({ query }): Promise<Found<'failing' | 'disabled' | 'dead'>[]> => {
    const rows = await query<{ name: string; status: string; since: Date | null; dead: number }>(
      `SELECT * FROM (
         SELECT w.name, w.status, w.failing_since AS since, (SELECT count(*) FROM (SELECT 1 FROM webhook_message m
             WHERE m.webhook_id = w.id AND m.status = 'dead' LIMIT ${most + 1}) d)::int AS dead
         FROM webhook w) w
       WHERE status = 'disabled' OR dead > 0 OR since < clock_timestamp() - interval '1 hour' ORDER BY name LIMIT 20`,
    );
    return rows.map(({ name, status, since, dead }) => {
      const params = { name, dead, ...(since ? { since: since.toISOString() } : {}) };
      return { code: status === 'disabled' ? 'disabled' : since ? 'failing' : 'dead', params };
    });
  },
});

/** MQTT, NATS and Kafka. */
export const brokers = line({
  id: 'mqtt',
  needs: 'database',
  cases: {
    failing: {
      severity: 'warning',
      words: ({ name, since, reason }) => `${name} failing since ${since}: ${reason}`,
      todo: 'Look at the broker, its address and its password in the settings. Nothing is lost for 30 days.',
    },
  },
  look: async ({ query }) => {
    const rows = await query<{ name: string; since: Date; reason: string }>(
      `SELECT name, error_at AS since, error AS reason FROM feed_reader
       WHERE error IS NOT NULL AND error_at IS NOT NULL AND NOT (is_connected AND coalesce(lease_until > now(), false))
       ORDER BY name`,
    );
    return rows.map(({ since, ...row }) => ({ code: 'failing', params: { ...row, since: since.toISOString() } }));
  },
});

const backupHours = 26;

export const backup = line({
  id: 'backup',
  needs: 'database',
  cases: {
    none: {
      severity: 'warning',
      words: () => 'no backup was made yet',
      todo: 'Make a key with `postern backup new-key`, if there is none, and set the backup of every day in the settings.',
    },
    old: {
      severity: 'warning',
      words: ({ seconds }) => `last good one ${lasting(Number(seconds))} ago`,
      todo: 'Look at why it is not made: at its folder and its disk, and at the log of the gateways.',
    },
    failed: {
      severity: 'warning',
      words: ({ message }) => `the last one failed: ${message}`,
      todo: 'Mend what it says, and make one with `postern backup`.',
    },
    neverRehearsed: {
      severity: 'warning',
      words: () => 'never rehearsed',
      todo: 'Restore one into a scratch database with `postern backup rehearse`: a backup that nobody restored is a hope.',
    },
    restored: {
      severity: 'warning',
      words: ({ backupAt }) => `restored from one of ${backupAt}: devices are given nothing until that is released`,
      todo: 'See on the page Backup (GET /admin/v1/backup) who would pass again, then release (POST /admin/v1/backups/release).',
    },
  },
  look: async ({ query }): Promise<Found<'none' | 'old' | 'failed' | 'neverRehearsed' | 'restored'>[]> => {
    const held = await query<{ backupAt: string }>(
      `SELECT value ->> 'backupAt' AS "backupAt" FROM setting WHERE key = 'restoreHold'`,
    );
    return [...(await backupsOf(query)), ...held.map((params) => ({ code: 'restored', params }) as const)];
  },
});

async function backupsOf(query: DoctorWorld['query']): Promise<Found<'none' | 'old' | 'failed' | 'neverRehearsed'>[]> {
  const [table] = await query<{ there: boolean }>(`SELECT to_regclass('backup_run') IS NOT NULL AS there`);
  if (table?.there !== true) return [{ code: 'none' }];
  const [row] = await query<{ seconds: number | null; rehearsed: boolean; message: string | null }>(
    `SELECT (SELECT extract(epoch FROM clock_timestamp() - finished_at)::float8 FROM backup_run
           WHERE kind = 'backup' AND ok AND started_at < clock_timestamp() + interval '1 hour'
           ORDER BY started_at DESC LIMIT 1) AS seconds,
         EXISTS (SELECT 1 FROM backup_run WHERE kind = 'rehearsal' AND ok) AS rehearsed,
         (SELECT CASE WHEN NOT ok THEN coalesce(message, 'it did not say why') END FROM backup_run
           WHERE kind = 'backup' AND finished_at IS NOT NULL AND started_at < clock_timestamp() + interval '1 hour'
           ORDER BY started_at DESC LIMIT 1) AS message`,
  );
  const failed = !row?.message ? [] : [{ code: 'failed', params: { message: row.message } } as const];
  if (typeof row?.seconds !== 'number') return [...failed, { code: 'none' }];
  return [
    ...failed,
    ...(row.seconds > backupHours * 3_600
      ? [
          {
            code: 'old',
            params: { seconds: Math.floor(row.seconds), hours: Math.floor(row.seconds / 3_600) },
          } as const,
        ]
      : []),
    ...(row.rehearsed ? [] : [{ code: 'neverRehearsed' } as const]),
  ];
}

export const retention = line({
  id: 'retention',
  needs: 'database',
  cases: {
    none: {
      severity: 'warning',
      words: () => 'none is set',
      todo: 'Say in the settings for how long events, pictures and the rest are kept.',
    },
    clock: {
      severity: 'warning',
      words: ({ until }) => `the clock went forward by more than a week: nothing is deleted until ${until}`,
      todo: 'If the clock of the database is wrong, put it right before. After a long stop this is well.',
    },
  },
  look: async ({ query }) => {
    const [row] = await query<{ set: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM setting WHERE (key = 'retentionDays' AND jsonb_typeof(value) = 'number')
         OR (key = 'retention' AND jsonb_path_exists(value, '$.* ? (@.type() == "number")'))) AS set`,
    );
    const waits = await query<{ until: string }>(
      `SELECT to_char((value ->> 'from')::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS until
       FROM setting WHERE key = 'retentionClock' AND (value ->> 'from')::timestamptz > now()`,
    );
    return [
      ...(row?.set === true ? [] : [{ code: 'none' } as const]),
      ...waits.map((params) => ({ code: 'clock', params }) as const),
    ];
  },
});
