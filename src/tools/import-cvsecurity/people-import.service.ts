import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DatabasePeople } from './database-people.js';
import type { Nameless } from './files.js';
import type { Item } from './items.js';
import type { OldSite } from './old-site.js';
import { oldTables } from './old-tables.js';
import { said } from './old-values.js';
import { peoplePages, type PeopleRow } from './people-pages.js';
import { PeopleImporter } from './people-importer.js';
import type { PeopleSite } from './person-plan.js';
import type { Report } from './report.js';
import type { Parts } from './run-parts.js';
import type { ImportSettings } from './settings.js';
import type { SiteImportResult } from './site-import.service.js';
import { SiteImporters } from './site-importers.js';
import { listGone, take } from './importer.js';
import { departmentOfPerson } from './site-objects.js';
import { WriterService } from './writer.service.js';

/** The step of the import that takes people over, with the departments that only their rows name. */
@Injectable()
export class PeopleImportService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writers: WriterService,
    private readonly siteImporters: SiteImporters,
    private readonly people: PeopleImporter,
  ) {}

  /** @returns codes of the departments that they tell */
  async take(
    settings: ImportSettings,
    old: OldSite,
    taken: SiteImportResult,
    { server, database, report, tally, progress, files }: Parts,
  ): Promise<ReadonlySet<string>> {
    const isTrial = !settings.apply;
    const coming = new Set(isTrial ? taken.departments : []);
    const site = await this.peopleSite(settings, taken);
    const told = { isWhole: false };
    const stored = database?.reads(oldTables.people) ? new DatabasePeople(database) : null;
    const pages = peoplePages(
      { server, database: stored, files },
      {
        page: async (rows, persons) => {
          if (rows.length > 0 && (!server || old.partial.has('departments')))
            await this.departmentsOf(settings, rows, coming, report);
          for (const person of persons) tally.add(person);
          report.countsOf('people').there = tally.pins.size;
          progress.say(`people: ${tally.pins.size}`);
        },
        end: () => (told.isWhole = true),
        broken: (why) =>
          report.add({
            ...{ kind: 'people', oldId: '', key: '', label: 'the list of people', outcome: 'refused' },
            ...{ changes: [], kept: [], reason: why },
          }),
      },
    );
    await this.people.take(pages, { site, report, isTrial, coming });
    for (const one of files?.nameless ?? []) await report.add(namelessItem(one));
    if (!told.isWhole) return coming;
    await listGone(this.writers.takeSettings(settings, report, this.writers.applying()), { kind: 'people' }, (pin) =>
      tally.pins.has(pin),
    );
    return coming;
  }

  /** The manual before v1.2 has no list of departments, so they are taken from people. */
  private async departmentsOf(
    settings: ImportSettings,
    rows: readonly PeopleRow[],
    coming: Set<string>,
    report: Report,
  ): Promise<void> {
    const names = new Map<string, string>();
    for (const row of rows) {
      const code = said(row, 'deptCode');
      names.set(code, said(row, 'deptName') || (names.get(code) ?? ''));
    }
    const fresh = [...names].filter(([code]) => code !== '' && !coming.has(code));
    if (fresh.length === 0) return;
    const objects = fresh.map(([code, name]) => departmentOfPerson(code, name));
    await this.writers.withWriter(settings, (writer) =>
      take(this.writers.takeSettings(settings, report, writer), this.siteImporters.departments, objects),
    );
    for (const [code] of fresh) coming.add(code);
  }

  private async peopleSite(settings: ImportSettings, { levelKeys }: SiteImportResult): Promise<PeopleSite> {
    const rows: { code: string; levelId: string }[] = await this.unitOfWork.manager.query(
      `SELECT d.code, l.level_id AS "levelId" FROM department_level l JOIN department d ON d.id = l.department_id`,
    );
    const departmentLevels = new Map<string, Set<string>>();
    for (const { code, levelId } of rows) {
      departmentLevels.set(code, (departmentLevels.get(code) ?? new Set()).add(levelId));
    }
    return { levelKeys, departmentLevels, preferTheirs: settings.preferTheirs };
  }
}

const namelessItem = ({ file, line, label }: Nameless): Item => ({
  ...{ kind: 'people', oldId: '', key: '', label, outcome: 'refused', changes: [], kept: [] },
  reason: `line ${line} of ${file} has no Personnel ID`,
});
