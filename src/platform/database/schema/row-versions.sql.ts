/** When a row was changed last, by which whoever edits it says which version was read. */
interface Stamped {
  readonly table: string;
  readonly column?: string;
  /** The columns whose change counts; none = all. Others are written without anybody having edited anything. */
  readonly of?: readonly string[];
}

const stamped: readonly Stamped[] = [
  { table: 'acc_level' },
  { table: 'acc_zone', of: ['code', 'name'] },
  { table: 'access_rule' },
  { table: 'api_token', of: ['name', 'scopes', 'allowed_cidrs', 'expires_at', 'compatibility'] },
  { table: 'area' },
  { table: 'aux_input' },
  { table: 'aux_output' },
  // Without the name that the recorder has for it.
  {
    table: 'camera',
    of: ['name', 'channel', 'type', 'main_uri', 'sub_uri', 'playback_uri', 'snapshot_uri'],
  },
  { table: 'department' },
  {
    table: 'device',
    column: 'edited_at',
    of: [
      'name',
      'module',
      'area_code',
      'time_zone',
      'status',
      'push_prot_ver',
      'token_mode',
      'address_mode',
      'addresses',
      'remote_identification',
      'quirks',
      'reconcile',
      'learns',
      'attendance',
    ],
  },
  { table: 'door', of: ['name', 'device_sn', 'number', 'settings'] },
  { table: 'floor' },
  { table: 'gate' },
  { table: 'holiday' },
  { table: 'leave_type' },
  { table: 'media' },
  { table: 'operator' },
  { table: 'parking_area' },
  { table: 'parking_car_type' },
  { table: 'parking_channel' },
  { table: 'parking_discount' },
  { table: 'parking_entrance' },
  { table: 'parking_fixed_vehicle' },
  { table: 'parking_plate' },
  { table: 'parking_tariff' },
  { table: 'parking_space' },
  // Without the photo, which would be read at each change of a person: with it goes its name.
  {
    table: 'person',
    of: [
      'name',
      'last_name',
      'department_id',
      'gender',
      'birthday',
      'cert_type',
      'cert_number',
      'email',
      'mobile_phone',
      'hire_date',
      'ssn',
      'car_plate',
      'is_disabled',
      'is_send_mail',
      'person_pwd_hash',
      'acc_start_time',
      'acc_end_time',
      'privilege',
      'extended_pass',
      'temporary',
      'verify_mode',
      'leave_date',
      'leave_type',
      'photo_name',
      'photo_at',
    ],
  },
  { table: 'plan' },
  { table: 'reader' },
  // Without what a look at it found.
  {
    table: 'recorder',
    of: [
      'name',
      'make',
      'host',
      'port',
      'https',
      'rtsp_port',
      'user_name',
      'password',
      'viewer_name',
      'viewer_password',
      'area_code',
      'time_zone',
      'playback_clock',
    ],
  },
  { table: 'saved_view' },
  { table: 'shift' },
  {
    table: 'space',
    of: [
      'name',
      'area_code',
      'capacity',
      'picture',
      'address',
      'manager_id',
      'manager_phone',
      'smart',
      'remark',
      'retention_minutes',
      'disabled',
    ],
  },
  { table: 'space_facility' },
  {
    table: 'space_reservation',
    of: [
      'subject',
      'content',
      'starts_at',
      'ends_at',
      'sign_in_minutes',
      'remind_minutes',
      'applicant_id',
      'applicant_email',
      'cancelled_at',
      'finished_at',
    ],
  },
  { table: 'space_service' },
  { table: 'time_zone' },
  { table: 'visit' },
  { table: 'visitor_block' },
  {
    table: 'webhook',
    of: [
      'name',
      'url',
      'types',
      'sns',
      'door_ids',
      'area_codes',
      'min_level',
      'privacy',
      'cards',
      'ordered',
      'concurrency',
      'alarm_codes',
      'secret',
      'previous_until',
      'headers',
      'ca',
      'status',
    ],
  },
];

/** What stands in a table of its own and is edited with the row that it belongs to. */
interface Part {
  readonly table: string;
  readonly by: string;
  readonly of: string;
  readonly key?: string;
  /** Only where a statement changes it by itself: while a person is deleted, its row must be left alone. */
  readonly directly?: true;
}

const parts: readonly Part[] = [
  { table: 'acc_level_door', by: 'level_id', of: 'acc_level' },
  { table: 'acc_level_floor', by: 'level_id', of: 'acc_level' },
  { table: 'acc_level_gate', by: 'level_id', of: 'acc_level' },
  { table: 'acc_zone_reader', by: 'zone_id', of: 'acc_zone' },
  { table: 'access_rule_device', by: 'rule_id', of: 'access_rule' },
  { table: 'access_rule_door', by: 'rule_id', of: 'access_rule' },
  { table: 'access_rule_person', by: 'rule_id', of: 'access_rule' },
  { table: 'access_rule_use', by: 'rule_id', of: 'access_rule' },
  { table: 'parking_fixed_vehicle_entrance', by: 'plate', of: 'parking_fixed_vehicle', key: 'plate' },
  { table: 'camera_door', by: 'camera_id', of: 'camera' },
  { table: 'plan_door', by: 'plan_id', of: 'plan' },
  { table: 'space_device', by: 'space_id', of: 'space' },
  { table: 'space_door', by: 'space_id', of: 'space' },
  { table: 'space_has_facility', by: 'space_id', of: 'space' },
  { table: 'space_has_service', by: 'reservation_id', of: 'space_reservation' },
  { table: 'space_participant', by: 'reservation_id', of: 'space_reservation', directly: true },
  { table: 'card', by: 'person_id', of: 'person', directly: true },
];

const list = (row: string, columns: readonly string[]) => columns.map((column) => `${row}.${column}`).join(', ');

function differing({ column = 'updated_at', of }: Stamped): string {
  if (!of) return 'OLD.* IS DISTINCT FROM NEW.*';
  const all = [...of, column];
  return `(${list('OLD', all)}) IS DISTINCT FROM (${list('NEW', all)})`;
}

const stampTrigger = (one: Stamped) => `CREATE OR REPLACE TRIGGER ${one.table}_version BEFORE UPDATE ON ${one.table}
   FOR EACH ROW WHEN (${differing(one)}) EXECUTE FUNCTION row_version_${one.column ?? 'updated_at'}()`;

/** While the key changes, rows get the same content under another seal: nobody has edited them. */
export const unlessResealing = (result: string) =>
  `IF current_setting('postern.resealing', true) = 'on' THEN RETURN ${result}; END IF;`;

/** No version is that of another one, however fast they follow each other: it is shown in milliseconds. */
const stampFunction = (column: string) => `CREATE OR REPLACE FUNCTION row_version_${column}() RETURNS trigger
  LANGUAGE plpgsql AS $$
  BEGIN
    ${unlessResealing('NEW')}
    NEW.${column} := greatest(date_trunc('milliseconds', clock_timestamp()),
      date_trunc('milliseconds', OLD.${column}) + interval '1 millisecond');
    RETURN NEW;
  END $$`;

const partTriggers = ({ table, by, of, key = 'id', directly }: Part) =>
  (
    [
      ['added', 'INSERT', 'NEW TABLE AS rows_of'],
      ['changed', 'UPDATE', 'NEW TABLE AS rows_of'],
      ['removed', 'DELETE', 'OLD TABLE AS rows_of'],
    ] as const
  ).map(
    ([
      name,
      event,
      rows,
    ]) => `CREATE OR REPLACE TRIGGER ${table}_version_${name} AFTER ${event} ON ${table} REFERENCING ${rows}
   FOR EACH STATEMENT ${directly ? 'WHEN (pg_trigger_depth() = 0) ' : ''}EXECUTE FUNCTION row_part_version('${of}', '${key}', '${by}')`,
  );

/** Versions of rows, for `If-Match`. */
export const rowVersions = [
  stampFunction('updated_at'),
  stampFunction('edited_at'),
  ...stamped.map(stampTrigger),

  // A row that this transaction has made or changed already has its new version. In one order, so that two transactions
  // do not wait for each other.
  `CREATE OR REPLACE FUNCTION row_part_version() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('UPDATE %1$I SET updated_at = clock_timestamp() WHERE %2$I IN (
      SELECT %2$I FROM %1$I WHERE %2$I IN (SELECT %3$I FROM rows_of)
        AND NOT (xmin = pg_current_xact_id()::xid AND updated_at >= date_trunc(''milliseconds'', now()))
      ORDER BY %2$I FOR NO KEY UPDATE)', TG_ARGV[0], TG_ARGV[1], TG_ARGV[2]);
    RETURN NULL;
  END $$`,
  ...parts.flatMap(partTriggers),

  // How a terminal on port 4370 is reached is edited with the device. The rest of the row is what came of it.
  `CREATE OR REPLACE FUNCTION pull_version() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${unlessResealing('NULL')}
    UPDATE device SET edited_at = clock_timestamp() WHERE sn = NEW.sn;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER pull_version AFTER UPDATE ON pull_terminal FOR EACH ROW
   WHEN ((OLD.host, OLD.port, OLD.comm_key, OLD.transport, OLD.encoding, OLD.unlock_unit, OLD.live, OLD.poll_seconds,
     OLD.clear_after_read) IS DISTINCT FROM (NEW.host, NEW.port, NEW.comm_key, NEW.transport, NEW.encoding,
     NEW.unlock_unit, NEW.live, NEW.poll_seconds, NEW.clear_after_read)) EXECUTE FUNCTION pull_version()`,

  // Company and certificate of a visitor are edited with the person.
  `CREATE OR REPLACE FUNCTION visitor_version() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${unlessResealing('NULL')}
    UPDATE person SET updated_at = clock_timestamp() WHERE id = NEW.person_id;
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER visitor_version AFTER UPDATE ON visitor FOR EACH ROW
   WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION visitor_version()`,
];
