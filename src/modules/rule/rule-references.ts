import { In, type EntityManager } from 'typeorm';
import { Device } from '../device/device.entity.js';
import { Door } from '../door/door.entity.js';
import { Reader } from '../door/reader.entity.js';
import { fieldError } from '../../platform/errors.js';
import { Person } from '../person/person.entity.js';
import { TimeZone } from '../timeZone/time-zone.entity.js';
import type { Reference, RuleKind } from './rule.js';
import { AccessRule } from './rule.entity.js';

/** What a rule refers to, by the names of the admin API; references that its kind does not have are absent. */
export interface References {
  readonly sn?: string | undefined;
  readonly sns?: readonly string[] | null | undefined;
  readonly doorId?: string | undefined;
  readonly doorIds?: readonly string[] | undefined;
  readonly readerId?: string | undefined;
  readonly timeZoneId?: number | undefined;
  readonly pins?: readonly string[] | undefined;
  /** Empty = nobody. */
  readonly pin?: string | undefined;
}

/** The same, after look-up. */
export interface Referred {
  readonly deviceSn: string | null;
  readonly everywhere: boolean;
  readonly sns: readonly string[];
  readonly doorIds: readonly string[];
  readonly timeZoneId: number | null;
  readonly personIds: readonly string[];
  readonly usedIds: readonly string[];
}

const distinct = <T>(values: readonly T[]) => [...new Set(values)];

/** Looks up everything that a rule refers to. @throws Failure invalid, naming the field */
export async function findReferences(
  tx: EntityManager,
  kind: RuleKind,
  said: References,
  facts: object,
): Promise<Referred> {
  const doors = await findDoors(tx, ...listed(kind, 'doorId', said.doorId ?? '', 'doorIds', said.doorIds));
  const sns = distinct(said.sns ?? []);
  await checkDevices(tx, 'sns', sns);
  return {
    deviceSn: await deviceOf(tx, kind, said, doors),
    everywhere: kind.refers.includes('sns') && kind.unnamed !== 'none' && !said.sns,
    sns,
    doorIds: doors.map(({ id }) => id),
    timeZoneId: kind.refers.includes('timeZoneId') ? await findZone(tx, said.timeZoneId ?? 0) : null,
    personIds: await findPersons(tx, ...listed(kind, 'pin', said.pin, 'pins', said.pins)),
    usedIds: await findUsed(tx, kind, facts),
  };
}

/** Field and values of a reference that may name one thing or several. */
const listed = (
  { refers }: RuleKind,
  one: Reference,
  value: string | undefined,
  many: Reference,
  values: readonly string[] = [],
): [field: string, values: readonly string[]] =>
  refers.includes(one) ? [one, value === undefined || (value === '' && one === 'pin') ? [] : [value]] : [many, values];

/** The device that a rule names, or that its door or reader belongs to; null if there may be several. */
async function deviceOf(
  tx: EntityManager,
  { refers }: RuleKind,
  { sn = '', readerId = '' }: References,
  doors: readonly Door[],
): Promise<string | null> {
  if (refers.includes('readerId')) return snOfReader(tx, readerId);
  if (refers.includes('doorId')) return doors[0]?.deviceSn ?? null;
  if (!refers.includes('sn')) return null;
  await checkDevices(tx, 'sn', [sn]);
  return sn;
}

async function findDoors(tx: EntityManager, field: string, ids: readonly string[]): Promise<Door[]> {
  const doors = await tx.findBy(Door, { id: In(distinct(ids)) });
  const missing = ids.find((id) => !doors.some((door) => door.id === id));
  if (missing !== undefined) throw fieldError(field, `names no door: ${missing}`);
  return doors;
}

async function checkDevices(tx: EntityManager, field: string, sns: readonly string[]): Promise<void> {
  const devices = await tx.findBy(Device, { sn: In([...sns]) });
  const missing = sns.find((sn) => !devices.some((device) => device.sn === sn));
  if (missing !== undefined) throw fieldError(field, `names no device: ${missing}`);
}

async function snOfReader(tx: EntityManager, id: string): Promise<string> {
  const reader = await tx.findOne(Reader, { where: { id }, relations: { door: true } });
  if (!reader) throw fieldError('readerId', `names no reader: ${id}`);
  return reader.door.deviceSn;
}

async function findZone(tx: EntityManager, id: number): Promise<number> {
  if (!(await tx.existsBy(TimeZone, { id }))) throw fieldError('timeZoneId', `names no time zone: ${id}`);
  return id;
}

async function findPersons(tx: EntityManager, field: string, pins: readonly string[]): Promise<string[]> {
  const wanted = distinct(pins);
  const persons = await tx.find(Person, { where: { pin: In(wanted) }, select: { id: true, pin: true } });
  const missing = wanted.find((pin) => !persons.some((person) => person.pin === pin));
  if (missing !== undefined) throw fieldError(field, `names no person: ${missing}`);
  return persons.map(({ id }) => id);
}

async function findUsed(tx: EntityManager, kind: RuleKind, facts: object): Promise<string[]> {
  const uses = kind.uses?.(facts) ?? [];
  const rules = await tx.findBy(AccessRule, { id: In(uses.map(({ id }) => id)) });
  const missing = uses.find((use) => !rules.some(({ id, kind }) => id === use.id && kind === use.kind));
  if (missing) throw fieldError(missing.field, `is none of the ${missing.kind}: ${missing.id}`);
  return distinct(uses.map(({ id }) => id));
}
