import type { Kind } from './items.js';

/** A table of the old server's database, and the columns that are read of it by our names. */
export interface OldTable {
  readonly table: string;
  /** Columns that may be missing. */
  readonly kind: Kind;
  readonly columns: Readonly<Record<string, string>>;
  /** Without these columns the table cannot be used. */
  readonly needed: readonly string[];
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const holidays = ['holidaytype1', 'holidaytype2', 'holidaytype3'];

/** The days of `acc_timeseg`, in the order of a time zone here. */
export const oldDays: readonly string[] = [...days, ...holidays];
/** Periods of a day. */
export const oldPeriods: readonly number[] = [1, 2, 3];

const periodColumns = Object.fromEntries(
  oldDays.flatMap((day) =>
    oldPeriods.flatMap((n) => [`${day}_start${n}`, `${day}_end${n}`]).map((column) => [column, column]),
  ),
);

/**
 * Names of one version of the old server (PostgreSQL). Other versions may lack some: a database is asked for its own
 * columns first.
 */
export const oldTables = {
  areas: {
    ...{ table: 'auth_area', kind: 'areas', needed: ['id', 'code'] },
    columns: { id: 'id', code: 'code', name: 'name', parentId: 'parent_id' },
  },
  departments: {
    ...{ table: 'auth_department', kind: 'departments', needed: ['id', 'code'] },
    columns: { id: 'id', code: 'code', name: 'name', sortNo: 'sort', parentId: 'parent_id' },
  },
  timeZones: {
    ...{ table: 'acc_timeseg', kind: 'timeZones', needed: ['id', 'monday_start1', 'monday_end1'] },
    columns: { id: 'id', name: 'name', number: 'business_id', ...periodColumns },
  },
  holidays: {
    ...{ table: 'acc_holiday', kind: 'holidays', needed: ['id', 'start', 'end', 'type'] },
    columns: {
      ...{ id: 'id', name: 'name', start: 'start_date', end: 'end_date' },
      ...{ type: 'holiday_type', everyYear: 'is_loop_by_year' },
    },
  },
  devices: {
    ...{ table: 'acc_device', kind: 'devices', needed: ['id', 'sn'] },
    columns: { id: 'id', sn: 'sn', name: 'dev_alias' },
  },
  doors: {
    ...{ table: 'acc_door', kind: 'doors', needed: ['id', 'deviceId', 'doorNo'] },
    columns: {
      ...{ id: 'id', name: 'name', deviceId: 'dev_id', doorNo: 'door_no' },
      ...{ DoorDrivertime: 'lock_delay', DoorDetectortime: 'sensor_delay', DoorIntertime: 'action_interval' },
      ...{ DoorValidTZ: 'active_timeseg_id', DoorKeepOpenTimeZone: 'passmode_timeseg_id' },
    },
  },
  readers: {
    ...{ table: 'acc_reader', kind: 'readers', needed: ['id', 'doorId', 'readerNo'] },
    columns: { id: 'id', name: 'name', doorId: 'door_id', readerNo: 'reader_no', readerState: 'reader_state' },
  },
  levels: {
    ...{ table: 'acc_level', kind: 'levels', needed: ['id', 'name'] },
    columns: { id: 'id', name: 'name', timeZone: 'timeseg_id' },
  },
  levelDoors: {
    ...{ table: 'acc_level_door', kind: 'levels', needed: ['level', 'door'] },
    columns: { level: 'level_id', door: 'door_id' },
  },
  departmentLevels: {
    ...{ table: 'acc_level_dept', kind: 'departmentLevels', needed: ['level', 'department'] },
    columns: { level: 'level_id', department: 'dept_id' },
  },
  people: {
    ...{ table: 'pers_person', kind: 'people', needed: ['id', 'pin'] },
    columns: {
      ...{ id: 'id', pin: 'pin', name: 'name', lastName: 'last_name', department: 'auth_dept_id', gender: 'gender' },
      ...{ birthday: 'birthday', email: 'email', mobilePhone: 'mobile_phone', ssn: 'ssn', carPlate: 'car_plate' },
      ...{ hireDate: 'hire_date', isSendMail: 'is_sendmail', personPwd: 'person_pwd' },
    },
  },
  access: {
    ...{ table: 'acc_person', kind: 'people', needed: ['person'] },
    columns: {
      ...{ person: 'pers_person_id', isDisabled: 'disabled', privilege: 'privilege', super: 'super_auth' },
      ...{ isLimited: 'is_set_valid_time', accStartTime: 'start_time', accEndTime: 'end_time' },
    },
  },
  memberships: {
    ...{ table: 'acc_level_person', kind: 'people', needed: ['person', 'level'] },
    columns: { person: 'pers_person_id', level: 'level_id' },
  },
  cards: {
    ...{ table: 'pers_card', kind: 'people', needed: ['person', 'cardNo'] },
    columns: { person: 'person_id', cardNo: 'card_no', type: 'card_type', state: 'card_state' },
  },
  certificates: {
    ...{ table: 'pers_certificate', kind: 'people', needed: ['person', 'certNumber'] },
    columns: { person: 'person_id', certNumber: 'cert_number', certType: 'cert_type' },
  },
  templates: {
    ...{ table: 'pers_biotemplate', kind: 'templates', needed: ['id', 'pin', 'bioType', 'template'] },
    columns: {
      ...{ id: 'id', pin: 'person_pin', bioType: 'bio_type', template: 'template', templateNo: 'template_no' },
      ...{ templateNoIndex: 'template_no_index', validType: 'valid_type', version: 'version', duress: 'duress' },
    },
  },
  tokens: {
    ...{ table: 'auth_api_token', kind: 'tokens', needed: ['id', 'token'] },
    columns: { id: 'id', name: 'client_name', token: 'client_token' },
  },
  events: {
    ...{ table: 'acc_transaction', kind: 'events', needed: ['id', 'eventTime', 'devSn', 'eventNo'] },
    columns: {
      ...{ id: 'id', eventTime: 'event_time', devSn: 'dev_sn', devName: 'dev_alias', logId: 'log_id' },
      ...{ eventNo: 'event_no', eventName: 'event_name', doorNumber: 'event_addr', readerState: 'reader_state' },
      ...{ pin: 'pin', name: 'name', lastName: 'last_name', deptCode: 'dept_code', deptName: 'dept_name' },
      ...{ areaName: 'area_name', cardNo: 'card_no', verifyType: 'verify_mode_no', eventPointName: 'event_point_name' },
      ...{ readerName: 'reader_name', accZone: 'acc_zone', maskFlag: 'mask_flag', temperature: 'temperature' },
    },
  },
} as const satisfies Record<string, OldTable>;

/** Rules that nobody takes over: they are counted, and made by hand at these resources of the admin API. */
export const ruleTables: readonly { readonly table: string; readonly what: string; readonly where: string }[] = [
  { table: 'acc_interlock', what: 'interlocks', where: 'POST /admin/v1/interlock-rules' },
  { table: 'acc_antipassback', what: 'anti-passback rules', where: 'POST /admin/v1/anti-passback-rules' },
  { table: 'acc_linkage', what: 'linkages', where: 'POST /admin/v1/linkages' },
  { table: 'acc_firstopen', what: 'first-card rules', where: 'POST /admin/v1/first-card-rules' },
  { table: 'acc_combopen_door', what: 'multi-card rules', where: 'POST /admin/v1/multi-card-rules' },
  { table: 'acc_verifymode_rule', what: 'rules of verification', where: 'PATCH /admin/v1/doors/{id}' },
];
