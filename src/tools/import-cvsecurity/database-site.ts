import { oldTables, ruleTables, type OldTable } from './old-tables.js';
import type { OldDatabase } from './old-database.js';
import type { Kind } from './items.js';
import type { OldRow } from './old-list.js';
import type { OldSite } from './old-site.js';
import { said } from './old-values.js';

/** What a level of the old server is, by its ids. */
export interface OldLevel {
  readonly doors: readonly string[];
  /** Empty = none is told. */
  readonly timeZone: string;
}

/** What only the database of the old server tells of a site. */
export interface DatabaseSite {
  readonly timeZones: readonly OldRow[];
  readonly holidays: readonly OldRow[];
  /** By the id of the level; null if no source has them. */
  readonly levels: ReadonlyMap<string, OldLevel> | null;
  /** Ids of levels by the code of the department. */
  readonly departmentLevels: ReadonlyMap<string, readonly string[]>;
  readonly tokens: readonly OldRow[];
}

export const noDatabaseSite: DatabaseSite = {
  timeZones: [],
  holidays: [],
  levels: null,
  departmentLevels: new Map(),
  tokens: [],
};

interface Reading {
  readonly database: OldDatabase;
  readonly wants: (kind: Kind) => boolean;
  readonly unread: (one: { kind: Kind; what: string; why: string; where: string }) => void;
}

/** The rows of a tree with the code of the row above. */
function withParents(rows: readonly OldRow[]): OldRow[] {
  const codes = new Map(rows.map((row) => [said(row, 'id'), said(row, 'code')]));
  return rows.map((row) => ({ ...row, parentCode: codes.get(said(row, 'parentId')) ?? '' }));
}

function grouped(rows: readonly OldRow[], by: (row: OldRow) => string, value: (row: OldRow) => string) {
  const all = new Map<string, string[]>();
  for (const row of rows) all.set(by(row), [...(all.get(by(row)) ?? []), value(row)]);
  return all;
}

/** @returns the site with what the database adds, and what the API cannot express */
export async function readDatabaseSite(
  { database, wants, unread }: Reading,
  site: OldSite,
): Promise<{ old: OldSite; told: DatabaseSite }> {
  const rows = (table: OldTable) => (wants(table.kind) ? database.rows(table) : Promise.resolve([]));
  const [departments, levels] = [await rows(oldTables.departments), await rows(oldTables.levels)];
  const codes = new Map(departments.map((row) => [said(row, 'id'), said(row, 'code')]));
  const levelDoors = await rows(oldTables.levelDoors);
  const doorsBy = grouped(
    levelDoors,
    (row) => said(row, 'level'),
    (row) => said(row, 'door'),
  );
  const given = database.reads(oldTables.departmentLevels) ? await rows(oldTables.departmentLevels) : null;
  for (const { table, what, where } of ruleTables) {
    const count = wants('levels') ? await database.count(table) : 0;
    const why = 'they are not taken over: panels tell them to a survey, or they are made by hand';
    if (count > 0) unread({ kind: 'levels', what: `${count} ${what}`, why, where });
  }
  return {
    old: await joinedSite(site, rows, withParents(departments), levels),
    told: {
      timeZones: await rows(oldTables.timeZones),
      holidays: await rows(oldTables.holidays),
      levels:
        database.reads(oldTables.levelDoors) && database.reads(oldTables.timeZones)
          ? new Map(
              levels.map((row) => {
                const id = said(row, 'id');
                return [id, { doors: doorsBy.get(id) ?? [], timeZone: said(row, 'timeZone') }];
              }),
            )
          : null,
      // Departments without levels are included: they may have had some at the last import.
      departmentLevels: given === null ? new Map() : levelsByCode(codes, given),
      tokens: await rows(oldTables.tokens),
    },
  };
}

function levelsByCode(codes: ReadonlyMap<string, string>, given: readonly OldRow[]): Map<string, string[]> {
  const levels = grouped(
    given,
    (row) => said(row, 'department'),
    (row) => said(row, 'level'),
  );
  return new Map([...codes].map(([id, code]) => [code, levels.get(id) ?? []]));
}

type Rows = (table: OldTable) => Promise<OldRow[]>;

async function joinedSite(
  site: OldSite,
  rows: Rows,
  departments: readonly OldRow[],
  levels: readonly OldRow[],
): Promise<OldSite> {
  const devices = await rows(oldTables.devices);
  const known = new Map(site.devices.map((device) => [said(device.row, 'sn'), device]));
  const found = devices.map((row) => ({ module: 'acc' as const, ...known.get(said(row, 'sn')), row }));
  const [areas, doors, readers] = [
    withParents(await rows(oldTables.areas)),
    await rows(oldTables.doors),
    await rows(oldTables.readers),
  ];
  const others = site.devices.filter(({ row }) => !devices.some((device) => said(device, 'sn') === said(row, 'sn')));
  /** The database has all of these; of devices and levels only those of access control. */
  const whole: Readonly<Partial<Record<Kind, readonly OldRow[]>>> = { areas, departments, doors, readers };
  return {
    ...site,
    areas: joined(site.areas, areas, 'code'),
    departments: joined(site.departments, departments, 'code'),
    devices: [...found, ...others],
    doors: joined(site.doors, doors, 'id'),
    readers: joined(site.readers, readers, 'id'),
    levels: { ...site.levels, acc: joined(site.levels.acc, levels, 'id') },
    partial: new Set([...site.partial].filter((kind) => (whole[kind]?.length ?? 0) === 0)),
  };
}

/** The database counts before the API. Fields that it leaves empty stay as the API has them. */
function joined(ofApi: readonly OldRow[], ofDatabase: readonly OldRow[], key: string): OldRow[] {
  const told = new Map(ofDatabase.map((row) => [said(row, key), row]));
  const all = ofApi.map((row) => ({ ...row, ...filled(told.get(said(row, key)) ?? {}) }));
  const listed = new Set(ofApi.map((row) => said(row, key)));
  return [...all, ...ofDatabase.filter((row) => !listed.has(said(row, key)))];
}

const filled = (row: OldRow): OldRow => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
