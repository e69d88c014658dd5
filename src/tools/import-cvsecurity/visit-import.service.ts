import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { VisitorIntroductionService } from '../../modules/visitor/visitor-introduction.service.js';
import { take } from './importer.js';
import type { OldRow } from './old-list.js';
import type { OldServer } from './old-server.js';
import { said } from './old-values.js';
import type { Report } from './report.js';
import type { ImportSettings } from './settings.js';
import { visitObject, VisitImporters } from './visit-importers.js';
import { openVisits, untoldVisitors, visitorNames } from './visitors-and-areas.js';
import { WriterService } from './writer.service.js';

/**
 * The step of the import for visitors who are inside. Panels tell their pins, cards and times; the old server tells who
 * they are. Only both together make a visit, so a visitor of whom no panel has told is listed.
 */
@Injectable()
export class VisitImportService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writers: WriterService,
    private readonly importers: VisitImporters,
    private readonly visitors: VisitorIntroductionService,
  ) {}

  async take(settings: ImportSettings, server: OldServer, report: Report): Promise<void> {
    const rows = await openVisits(server);
    if (rows === null) {
      report.unread.push(...untoldVisitors(await visitorNames(server)));
      return;
    }
    const tx = this.unitOfWork.manager;
    const [here, missing]: [OldRow[], OldRow[]] = [[], []];
    for (const row of rows) {
      const known = await this.visitors.find(tx, said(row, 'visEmpPin'));
      (known ? here : missing).push(row);
    }
    report.unread.push(...untoldVisitors(missing.map(nameOf)));
    const hosts = await pinsHere(
      tx,
      here.map((row) => said(row, 'persPersonPin')),
    );
    const objects = here.map((row) => visitObject(row, hosts));
    await this.writers.withWriter(settings, (writer) =>
      take(this.writers.takeSettings(settings, report, writer), this.importers.visits, objects),
    );
  }
}

const nameOf = (row: OldRow) =>
  `visitor ${said(row, 'visEmpPin')} ${said(row, 'visEmpName')} ${said(row, 'visEmpLastName')}`.trim();

/** In a trial a host may not be here yet. */
async function pinsHere(tx: EntityManager, pins: readonly string[]): Promise<ReadonlySet<string>> {
  const rows: { pin: string }[] = await tx.query('SELECT pin FROM person WHERE pin = ANY($1) AND NOT is_visitor', [
    pins,
  ]);
  return new Set(rows.map(({ pin }) => pin));
}
