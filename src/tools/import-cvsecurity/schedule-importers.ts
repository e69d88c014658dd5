import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DepartmentLevelService } from '../../modules/accLevel/department-level.service.js';
import { HolidayService } from '../../modules/timeZone/holiday.service.js';
import { TimeZoneService } from '../../modules/timeZone/time-zone.service.js';
import { alwaysTimeZoneId, dayNames, type Periods } from '../../modules/timeZone/time-zone.entity.js';
import { Failure } from '../../platform/errors.js';
import { contentOf } from '../../sync/survey/found-access.js';
import type { HolidayObject, TimeZoneObject } from './schedule-objects.js';
import { changed } from './site-importers.js';
import type { KindImporter, SiteObject } from './importer.js';

interface ZoneRow {
  readonly id: number;
  readonly name: string;
  readonly periods: Periods;
}

const always = contentOf(Object.fromEntries(dayNames.map((day) => [day, [['00:00', '23:59']]])));

/** Imports hours, holidays and the levels of departments, which the API of the old server does not have. */
@Injectable()
export class ScheduleImporters {
  constructor(
    private readonly zones: TimeZoneService,
    private readonly holidayService: HolidayService,
    private readonly departmentLevelService: DepartmentLevelService,
  ) {}

  /**
   * A zone keeps its number where that is free: panels that still hold rows of the old server read them by these
   * numbers until they are overwritten.
   */
  readonly timeZones: KindImporter<TimeZoneObject> = {
    kind: 'timeZones',
    find: async (tx, { number, fields }, newKey) => {
      if (fields.periods === always) return { key: String(alwaysTimeZoneId), fields };
      const rows: ZoneRow[] = await tx.query(
        'SELECT id, name, periods FROM time_zone WHERE id <> $1 AND (id = $2 OR id = $3 OR name = $4)',
        [alwaysTimeZoneId, Number(newKey ?? 0), number, fields.name ?? ''],
      );
      const row =
        rows.find(({ id }) => id === Number(newKey ?? 0)) ??
        rows.find(({ name }) => name === fields.name) ??
        rows.find(({ id, periods }) => id === number && contentOf(periods) === fields.periods);
      return row && { key: String(row.id), fields: { name: row.name, periods: contentOf(row.periods) } };
    },
    add: async (tx, { number, periods, fields }) =>
      String((await this.zones.create(tx, { name: fields.name ?? '', periods }, number)).id),
    change: async (tx, { key }, changes, { periods }) => {
      const name = changed(changes, 'name');
      const areNew = changed(changes, 'periods') !== undefined;
      await this.zones.patch(tx, Number(key), { name, periods: areNew ? periods : undefined });
    },
  };

  readonly holidays: KindImporter<HolidayObject> = {
    kind: 'holidays',
    find: async (tx, { date }) => {
      const [row]: { id: string; name: string; type: number; everyYear: boolean }[] = await tx.query(
        'SELECT id, name, type, every_year AS "everyYear" FROM holiday WHERE date = $1',
        [date],
      );
      return (
        row && { key: row.id, fields: { name: row.name, type: String(row.type), everyYear: String(row.everyYear) } }
      );
    },
    add: async (tx, { date, fields }) =>
      (await this.holidayService.create(tx, { date, ...factsOf(fields), name: fields.name ?? date })).id,
    change: async (tx, { key, fields: ours }, changes) => {
      const theirs = Object.fromEntries(changes.map(({ field, theirs: value }) => [field, value]));
      const fields = { ...ours, ...theirs };
      await this.holidayService.patch(tx, key, { ...factsOf(fields), name: fields.name ?? '' });
    },
  };

  /** Levels that were given here stay. @param imported levels here that came from the old server */
  departmentLevels(imported: ReadonlySet<string>): KindImporter<SiteObject> {
    return {
      kind: 'departmentLevels',
      find: async (tx, { key }) => {
        const own = await levelsOf(tx, key);
        if (own === null) return undefined;
        return {
          key,
          fields: {
            levelIds: own
              .filter((id) => imported.has(id))
              .sort()
              .join(','),
          },
        };
      },
      add: (_tx, { key }) => Promise.reject(new Failure('departmentNotFound', `the department ${key} is not here`)),
      change: async (tx, { key }, changes) => {
        const own = (await levelsOf(tx, key)) ?? [];
        const theirs = (changed(changes, 'levelIds') ?? '').split(',').filter((id) => id !== '');
        const stay = own.filter((id) => !imported.has(id));
        await this.departmentLevelService.put(tx, key, [...stay, ...theirs]);
      },
    };
  }
}

const factsOf = ({ type, everyYear }: Readonly<Record<string, string>>) => ({
  type: Number(type) as 1 | 2 | 3,
  everyYear: everyYear === 'true',
});

/** Null if there is no such department. */
async function levelsOf(tx: EntityManager, code: string): Promise<string[] | null> {
  const [row]: { ids: string[] }[] = await tx.query(
    `SELECT ARRAY(SELECT l.level_id FROM department_level l WHERE l.department_id = d.id) AS ids
     FROM department d WHERE d.code = $1`,
    [code],
  );
  return row?.ids ?? null;
}
