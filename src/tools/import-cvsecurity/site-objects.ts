import type { Answers, Questions } from './answers.js';
import { numbersOf } from './door-numbers.js';
import type { OldSite } from './old-site.js';
import type { OldRow } from './old-list.js';
import { said } from './old-values.js';
import type { PlaceObject, ReaderObject } from './place-importers.js';
import type { DeviceObject } from './site-importers.js';
import type { OldLevel } from './database-site.js';
import type { Fields } from './judge.js';
import type { SiteObject } from './importer.js';

export const areaObjects = ({ areas }: OldSite): SiteObject[] =>
  areas.map((row) => {
    const [code, name] = [said(row, 'code'), said(row, 'name')];
    return { oldId: code, key: code, label: name, fields: { name } };
  });

/** By their depth in the tree: parents go first. 99999 is the old server's value for no place. */
export function departmentObjects({ departments }: OldSite): SiteObject[][] {
  const byCode = new Map(departments.map((row) => [said(row, 'code'), row]));
  const depths = new Map<string, number>();
  const depthOf = (code: string, below: readonly string[]): number => {
    const known = depths.get(code);
    if (known !== undefined) return known;
    const parent = said(byCode.get(code) ?? {}, 'parentCode');
    const depth =
      parent === '' || !byCode.has(parent) || below.includes(code) ? 0 : depthOf(parent, [...below, code]) + 1;
    depths.set(code, depth);
    return depth;
  };
  const levels: SiteObject[][] = [];
  for (const [code, row] of byCode) {
    const sortNo = said(row, 'sortNo');
    const name = said(row, 'name');
    const object = {
      ...{ oldId: code, key: code, label: name },
      fields: {
        ...(name === '' ? {} : { name }),
        ...('parentCode' in row ? { parentCode: said(row, 'parentCode') } : {}),
        ...(/^\d{1,9}$/.test(sortNo) && sortNo !== '99999' ? { sortNo } : {}),
      },
    };
    const depth = depthOf(code, []);
    (levels[depth] ??= []).push(object);
  }
  return levels.filter((level) => level.length > 0);
}

/** Departments that only people tell (v1.1 has no list of them). An empty name says nothing. */
export const departmentOfPerson = (code: string, name: string): SiteObject => ({
  ...{ oldId: code, key: code, label: name },
  fields: name === '' ? {} : { name },
});

export const deviceObjects = ({ devices }: OldSite): DeviceObject[] =>
  devices.map(({ row, module }) => {
    const [sn, name] = [said(row, 'sn'), said(row, 'name')];
    return { oldId: said(row, 'id') || sn, key: sn, label: name, module, fields: { name: name === '' ? sn : name } };
  });

/** Serial numbers by the ids of the old server. */
const snById = ({ devices }: OldSite) => new Map(devices.map(({ row }) => [said(row, 'id'), said(row, 'sn')]));

type Told = ReadonlyMap<string, number>;

/** Settings of a door in the old server's database: seconds, and ids of time zones. */
const secondSettings = ['DoorDrivertime', 'DoorDetectortime', 'DoorIntertime'];
const zoneSettings = ['DoorValidTZ', 'DoorKeepOpenTimeZone'];
const mostSeconds = 254;

/** @param zoneKeys numbers of time zones here by old ids */
export function doorSettings(row: OldRow, zoneKeys: ReadonlyMap<string, string>): Fields {
  const seconds = secondSettings
    .map((name) => [name, said(row, name)] as const)
    .filter(([, text]) => /^\d{1,3}$/.test(text) && Number(text) <= mostSeconds);
  const zones = zoneSettings.map((name) => [name, zoneKeys.get(said(row, name)) ?? ''] as const);
  return Object.fromEntries([...seconds, ...zones.filter(([, zone]) => zone !== '')]);
}

/** @param told known numbers, by old id */
export function placeObjects(
  site: OldSite,
  rows: readonly OldRow[],
  told: Told,
  section: string,
  settingsOf: (row: OldRow) => Fields = () => ({}),
): PlaceObject[] {
  const sns = snById(site);
  const parts = rows.map((row) => ({
    ...{ id: said(row, 'id'), name: said(row, 'name'), deviceId: said(row, 'deviceId') },
    known: told.get(said(row, 'id')) ?? (Number(said(row, 'floorNo', 'doorNo')) || undefined),
  }));
  const numbers = numbersOf(parts);
  return parts.map(({ id, name, deviceId }, place) => {
    const sn = sns.get(deviceId) ?? '';
    const number = numbers.get(id) ?? null;
    const fault =
      sn === ''
        ? `its device ${deviceId} is not in the list of devices`
        : number === null
          ? `its number on the device ${sn} is in doubt: answer ${section}.${id}.number in map.yaml`
          : undefined;
    return {
      oldId: id,
      key: id,
      label: name,
      sn,
      number: number ?? 0,
      fault,
      fields: { name, ...settingsOf(rows[place] ?? {}) },
    };
  });
}

/** @param doorKeys ids here by old ids */
export const readerObjects = ({ readers }: OldSite, doorKeys: ReadonlyMap<string, string>): ReaderObject[] =>
  readers.map((row) => {
    const [id, name, doorId] = [said(row, 'id'), said(row, 'name'), doorKeys.get(said(row, 'doorId'))];
    const number = Number(said(row, 'readerNo'));
    const isNumber = Number.isInteger(number) && number >= 1;
    return {
      ...{ oldId: id, key: id, label: name, fields: { name }, number },
      doorId: doorId ?? '',
      direction: said(row, 'readerState') === '1' ? ('out' as const) : ('in' as const),
      fault: doorId === undefined ? 'its door is not here' : isNumber ? undefined : 'its number is not told',
    };
  });

export interface LevelSources {
  readonly answers: Answers;
  /** By old ids; null if no source has them. */
  readonly told: ReadonlyMap<string, OldLevel> | null;
  /** Ids here by old ids. */
  readonly doorKeys: ReadonlyMap<string, string>;
  readonly zoneKeys: ReadonlyMap<string, string>;
}

type Places = Pick<SiteObject, 'fault'> & { readonly fields: Fields };

/** The list has a name and an id; doors and zone come from elsewhere, or stay as they are here. */
export function levelObjects(rows: readonly OldRow[], sources: LevelSources): SiteObject[] {
  return rows.map((row) => {
    const [oldId, name] = [said(row, 'id'), said(row, 'name')];
    const { fault, fields } = answered(oldId, sources) ??
      toldPlaces(oldId, sources) ?? { fields: {}, fault: undefined };
    return { oldId, key: oldId, label: name, fault, fields: { name, ...fields } };
  });
}

const placeFields = (doors: readonly string[], doorKeys: ReadonlyMap<string, string>, timeZoneId: string): Fields => ({
  doorIds: doors
    .flatMap((door) => doorKeys.get(door) ?? [])
    .sort()
    .join(','),
  timeZoneId,
});

/** An answer of a person counts before the database. */
function answered(oldId: string, { answers, doorKeys }: LevelSources): Places | undefined {
  const answer = answers.levels.get(oldId);
  const missing = answer?.doors.find((door) => !doorKeys.has(door));
  const fault = missing === undefined ? undefined : `the door ${missing} of map.yaml is not here`;
  return answer && { fault, fields: placeFields(answer.doors, doorKeys, String(answer.timeZone)) };
}

/** A level without its time zone would open at other times than before, so it is refused. */
function toldPlaces(oldId: string, { told, doorKeys, zoneKeys }: LevelSources): Places | undefined {
  const level = told?.get(oldId);
  if (!level) return undefined;
  const zone = zoneKeys.get(level.timeZone);
  const fault = zone === undefined ? `its time zone ${level.timeZone} is not here` : undefined;
  return { fault, fields: placeFields(level.doors, doorKeys, zone ?? '') };
}

export const doorQuestions = (doors: readonly PlaceObject[]): Questions['doors'] =>
  doors
    .filter(({ number, sn }) => number === 0 && sn !== '')
    .map(({ oldId: id, label: name, sn }) => ({ id, name, sn }));
