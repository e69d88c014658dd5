/** The row behind a path of the admin API, and the column that says when it was changed last. */
export interface VersionedRow {
  readonly table: string;
  /** The condition under which it is that row; $1 is the last parameter of the path. */
  readonly is: string;
  readonly column: 'updated_at' | 'edited_at';
}

const row = (table: string, is: string, column: VersionedRow['column'] = 'updated_at'): VersionedRow => ({
  table,
  is,
  column,
});
const byId = (table: string) => row(table, 'id = $1');
const rule = byId('access_rule');
const level = byId('acc_level');

/**
 * What can be edited, by its path below /admin/v1. Its view has `updatedAt`; PATCH, PUT and DELETE of it take
 * `If-Match`, and so does what changes something below it. What changes the column is in src/platform/database/schema/row-versions.sql.ts.
 */
export const versionedRows: Readonly<Record<string, VersionedRow>> = {
  'persons/:pin': row('person', 'pin = $1 AND NOT is_visitor'),
  'visitors/:pin': row('person', 'pin = $1 AND is_visitor'),
  'departments/:code': row('department', 'code = $1'),
  'areas/:id': byId('area'),

  'access-levels/:id': level,
  'elevator-levels/:id': level,
  'gate-levels/:id': level,
  'visitor-levels/:id': level,
  'time-zones/:id': row('time_zone', 'id::text = $1'),
  'holidays/:id': byId('holiday'),
  'zones/:id': byId('acc_zone'),

  'devices/:sn': row('device', 'sn = $1', 'edited_at'),
  'doors/:id': byId('door'),
  'readers/:id': byId('reader'),
  'floors/:id': byId('floor'),
  'gates/:id': byId('gate'),
  'aux-inputs/:id': byId('aux_input'),
  'aux-outputs/:id': byId('aux_output'),
  'plans/:id': byId('plan'),
  'recorders/:id': byId('recorder'),
  'cameras/:id': byId('camera'),
  'media/:name': row('media', 'name = $1'),

  'visits/:id': byId('visit'),
  'visitor-block-list/:id': byId('visitor_block'),
  'spaces/:id': byId('space'),
  'space-facilities/:id': byId('space_facility'),
  'space-services/:id': byId('space_service'),
  'space-reservations/:id': byId('space_reservation'),
  'shifts/:id': byId('shift'),
  'leave-types/:no': row('leave_type', 'leave_type_no = $1'),
  'parking/areas/:id': byId('parking_area'),
  'parking/channels/:id': byId('parking_channel'),
  'parking/spaces/:id': byId('parking_space'),
  'parking/entrances/:id': byId('parking_entrance'),
  'parking/car-types/:id': byId('parking_car_type'),
  'parking/discounts/:id': byId('parking_discount'),
  'parking/fixed-vehicles/:plate': row('parking_fixed_vehicle', 'plate = (plates_in($1))[1]'),
  'parking/tariffs/:id': byId('parking_tariff'),
  'parking/plates/:plate': row('parking_plate', 'plate = (plates_in($1))[1]'),

  'operators/:id': byId('operator'),
  'api-tokens/:id': byId('api_token'),
  'views/:id': byId('saved_view'),
  'webhooks/:id': byId('webhook'),

  'anti-passback-rules/:id': rule,
  'camera-bindings/:id': rule,
  'contact-number-patterns/:id': rule,
  'contacts/:id': rule,
  'device-parameters/:id': rule,
  'door-verification-rules/:id': rule,
  'expansion-boards/:id': rule,
  'first-card-rules/:id': rule,
  'gate-pass-rules/:id': rule,
  'input-schedules/:id': rule,
  'interlock-rules/:id': rule,
  'linkages/:id': rule,
  'multi-card-rules/:id': rule,
  'ntp-servers/:id': rule,
  'person-groups/:id': rule,
  'person-verification-rules/:id': rule,
  'reader-wiegand-formats/:id': rule,
  'scheduled-outputs/:id': rule,
  'super-user-rules/:id': rule,
  'verification-schedules/:id': rule,
  'wiegand-formats/:id': rule,
};

const base = /^\/+admin\/+v1\/+/i;
const changing = new Set(['PATCH', 'PUT', 'DELETE', 'POST']);

/** Whether calls of this route take `If-Match`: what changes such a thing, or something below it. */
export const takesIfMatch = (method: string, pattern: string): boolean =>
  changing.has(method) && versionedIn(pattern) !== null;

/** What a route is about: the thing of its path, or the one that it stands below. */
interface Versioned {
  readonly row: VersionedRow;
  readonly parameter: string;
  readonly isItself: boolean;
  /** Words of its path below /admin/v1. */
  readonly depth: number;
}

/** Null = nothing that has versions. */
export function versionedIn(pattern: string): Versioned | null {
  const words = pattern.replace(base, '').split('/');
  for (let depth = words.length; depth > 1; depth--) {
    const row = versionedRows[words.slice(0, depth).join('/')];
    if (row) return { row, depth, parameter: (words[depth - 1] ?? '').slice(1), isItself: depth === words.length };
  }
  return null;
}
