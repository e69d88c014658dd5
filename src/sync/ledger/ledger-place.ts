import { doorZones } from '../../modules/door/part-settings.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';
import { keyOf, unitOf, type AnyRow } from '../../protocol/access-push/table.js';
import { writableNamed } from '../../protocol/access-push/tables/writable.js';

/** Where a row is on a device, and the parts of its key, which have columns of their own. */
export interface LedgerPlace {
  readonly table: string;
  readonly key: string;
  readonly unit: string;
  /** The pin of the person; '' = no person. */
  readonly pin: string;
  /** The time zone that the row defines, or that its rights are in. */
  readonly timeZoneId: number | null;
  /** Of templates and photos (Access PUSH, appendix 18). */
  readonly bioType: number | null;
  /** The option or parameter. */
  readonly parameter: string | null;
  /** Its value is a time zone. */
  readonly namesZone: boolean;
}

/** `Door1ValidTZ` among options, `DoorValidTZ` among the parameters of a door. */
const zoneEndings = doorZones.map((name) => name.replace(/^Door/, ''));
const mostInt = 2 ** 31;

const namesZone = (parameter: string | null) =>
  parameter !== null && zoneEndings.some((ending) => parameter.endsWith(ending));
const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
const intOf = (value: unknown) => (Number.isInteger(value) && Number(value) < mostInt ? Number(value) : null);

/** @param shared the row belongs to the device, even if it names a person, as a contact does */
export function placeOf(name: string, row: AnyRow, dialect: Dialect, shared = false): LedgerPlace {
  const table = writableNamed(name);
  if (!table) throw new Error(`no table ${name} is declared`);
  const keys = typeof table.key === 'function' ? table.key(dialect) : table.key;
  const parameter = keys.includes('name') ? textOf(row.name) : null;
  return {
    table: name,
    key: keyOf(table, row, dialect),
    unit: unitOf(table, row, dialect),
    pin: shared ? '' : (textOf(row.pin) ?? ''),
    timeZoneId: keys.includes('timezoneId') ? intOf(row.timezoneId) : null,
    bioType: table.byType ? intOf(row.type) : null,
    parameter,
    namesZone: namesZone(parameter),
  };
}
