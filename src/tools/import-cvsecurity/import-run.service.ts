import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { noAnswers, questionsText, readAnswers, type Answers } from './answers.js';
import { findingsOf, PeopleTally } from './findings.js';
import type { Kind, Unread } from './items.js';
import { ExportedFiles } from './files.js';
import { HistoryImporter } from './history-importer.js';
import { noDatabaseSite, readDatabaseSite, type DatabaseSite } from './database-site.js';
import { oldTables } from './old-tables.js';
import { OldDatabase } from './old-database.js';
import { emptySite, readOldSite, untoldSite, type OldSite } from './old-site.js';
import type { OldServer } from './old-server.js';
import { said } from './old-values.js';
import { TemplateImporter } from './template-importer.js';
import { levelQuestions } from './level-questions.js';
import { PeopleImportService } from './people-import.service.js';
import { Report } from './report.js';
import { VisitImportService } from './visit-import.service.js';
import { ofAttendance } from './visitors-and-areas.js';
import type { Parts, Progress } from './run-parts.js';
import type { ImportSettings } from './settings.js';
import { SiteImportService, type SiteImportResult } from './site-import.service.js';
import { WriterService } from './writer.service.js';

export interface ImportResult {
  readonly lines: readonly string[];
  readonly refused: number;
  /** Why it ended before its end; empty = it did not. */
  readonly broken: string;
}

/** What a kind refers to is read, too. */
const needs: Readonly<Partial<Record<Kind, readonly Kind[]>>> = {
  doors: ['devices', 'timeZones'],
  readers: ['devices', 'doors'],
  floors: ['devices'],
  gates: ['devices'],
  levels: ['devices', 'doors', 'timeZones'],
  departmentLevels: ['departments', 'levels'],
  people: ['levels'],
};

/** The import from its beginning to its report. */
@Injectable()
export class ImportRunService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writers: WriterService,
    private readonly siteImport: SiteImportService,
    private readonly people: PeopleImportService,
    private readonly templates: TemplateImporter,
    private readonly history: HistoryImporter,
    private readonly visits: VisitImportService,
  ) {}

  async run(settings: ImportSettings, server: OldServer | null, progress: Progress): Promise<ImportResult> {
    const answers = settings.map === null ? noAnswers : readAnswers(settings.map);
    const files = settings.files === null ? null : await ExportedFiles.read(settings.files);
    const report = new Report(settings.report);
    const tally = new PeopleTally();
    const startedAt = new Date().toISOString();
    const levels: { id: string; name: string; doors: number | null }[] = [];
    const broken = await this.withDatabase(settings, report, (database) =>
      this.steps(settings, { server, database, answers, report, tally, levels, progress, files }),
    ).then(
      () => '',
      (error: unknown) => {
        if (!(error instanceof Error) || error.name === 'TypeError') throw error;
        return error.message;
      },
    );
    for (const [kind, counts] of report.counts) counts.here = await this.countHere(kind);
    const finishedAt = new Date().toISOString();
    const heading = { applied: settings.apply, sources: sourcesOf(settings), startedAt, finishedAt, broken };
    const lines = await report.end(heading, await findingsOf(this.unitOfWork.manager, tally, levels));
    return { lines, refused: report.refused, broken };
  }

  private async withDatabase(
    { db }: ImportSettings,
    report: Report,
    work: (database: OldDatabase | null) => Promise<void>,
  ): Promise<void> {
    if (db === null) return work(null);
    const database = await OldDatabase.open(db, ({ table: { table, kind }, column }) => {
      const what = column === null ? `the table ${table}` : `the column ${column} of ${table}`;
      report.unread.push({ kind, what, why: 'the database of this version does not have it', where: 'by hand' });
    });
    await work(database).finally(() => database.close());
  }

  private async steps(settings: ImportSettings, parts: Parts): Promise<void> {
    const { report, progress, answers } = parts;
    const { only } = settings;
    progress.say('reading the site');
    const site = await this.readSite(settings, parts);
    progress.say('devices, doors, departments and levels');
    const taken = await this.writers.withWriter(settings, (writer) =>
      this.siteImport.take(this.writers.takeSettings(settings, report, writer), site, only, answers),
    );
    parts.levels.push(...levelSums(site, answers));
    const ofPeople = only.has('people') ? await this.people.take(settings, site.old, taken, parts) : [];
    const reading = this.writers.takeSettings(settings, report, this.writers.applying());
    const departments = new Set([...taken.departments, ...ofPeople]);
    await this.siteImport.departmentsGone(reading, site.old, only, departments);
    if (only.has('templates')) await this.takeTemplates(settings, parts);
    if (parts.server && only.has('visits')) await this.visits.take(settings, parts.server, report);
    if (settings.historyMonths > 0 && only.has('events')) await this.takeHistory(settings, parts);
    if (settings.report !== null) await this.askWhatIsOpen(settings.report, only, taken);
  }

  private async readSite(
    { only }: ImportSettings,
    { server, database, report }: Parts,
  ): Promise<{ old: OldSite; told: DatabaseSite }> {
    const needed = new Set([...only].flatMap((kind) => needs[kind] ?? []));
    const missed: Unread[] = [];
    const unread = (one: Unread) => void missed.push(one);
    const untold = database ? emptySite : untoldSite;
    const ofApi = server ? await readOldSite({ server, only, needs: needed, unread }) : untold;
    const wants = (kind: Kind) => only.has(kind) || needed.has(kind);
    const site = database
      ? await readDatabaseSite({ database, wants, unread: (one) => void report.unread.push(one) }, ofApi)
      : { old: ofApi, told: noDatabaseSite };
    // A list that the database made whole is read after all.
    report.unread.push(...missed.filter(({ kind }) => site.old.partial.has(kind)));
    if (server && only.has('people')) report.unread.push(...ofAttendance(site.old.areas.length));
    return site;
  }

  private takeHistory({ apply, historyMonths }: ImportSettings, parts: Parts): Promise<void> {
    const { server, database, report, progress } = parts;
    const say = (text: string) => progress.say(text);
    return this.history.take({ server, database, months: historyMonths, report, isTrial: !apply, say });
  }

  /** Of the people who were just taken over, or of all who ever were. */
  private async takeTemplates(
    { apply, only, preferTheirs }: ImportSettings,
    { server, database, report, tally, progress }: Parts,
  ): Promise<void> {
    const everybody: { pin: string }[] = only.has('people')
      ? []
      : await this.unitOfWork.manager.query(
          `SELECT new_key AS pin FROM import_source WHERE kind = 'people' ORDER BY 1`,
        );
    const pins = only.has('people') ? [...tally.pins] : everybody.map(({ pin }) => pin);
    const run = { report, isTrial: !apply, preferTheirs };
    if (database?.reads(oldTables.templates)) {
      const say = (read: number) => progress.say(`templates: ${read}`);
      await this.templates.takeStored(database, new Set(pins), { ...run, say });
    } else if (server) {
      const say = (people: number) => progress.say(`fingerprints: ${people} of ${pins.length} people`);
      await this.templates.take(server, pins, { ...run, say });
    }
  }

  /** After people: a level is compared with the panels by its members. */
  private async askWhatIsOpen(folder: string, only: ReadonlySet<Kind>, taken: SiteImportResult): Promise<void> {
    const levels = only.has('levels') ? await levelQuestions(this.unitOfWork.manager) : [];
    const doors = taken.doorQuestions;
    if (doors.length + levels.length === 0) return;
    writeFileSync(join(folder, 'map.yaml'), questionsText({ doors, levels }));
  }

  private async countHere(kind: Kind): Promise<number | null> {
    const from = tables[kind];
    if (from === undefined) return null;
    const tx: EntityManager = this.unitOfWork.manager;
    const [row]: { n: number }[] = await tx.query(`SELECT count(*) AS n FROM ${from}`);
    return row?.n ?? null;
  }
}

const levelSums = ({ old, told }: { old: OldSite; told: DatabaseSite }, answers: Answers) =>
  old.levels.acc.map((row) => {
    const id = said(row, 'id');
    const doors = answers.levels.get(id)?.doors ?? told.levels?.get(id)?.doors;
    return { id, name: said(row, 'name'), doors: doors?.length ?? null };
  });

const tables: Readonly<Partial<Record<Kind, string>>> = {
  areas: 'area',
  departments: 'department',
  devices: `device WHERE status IN ('approved', 'disabled')`,
  doors: 'door',
  readers: 'reader',
  floors: 'floor',
  gates: 'gate',
  timeZones: 'time_zone',
  holidays: 'holiday',
  levels: 'acc_level',
  tokens: 'api_token',
  people: 'person WHERE NOT is_visitor',
};

/** Without passwords. */
const sourcesOf = ({ url, db, files }: ImportSettings): string[] => [
  ...(url ? [url.origin + url.pathname.replace(/\/$/, '')] : []),
  ...(db === null ? [] : [`the database ${new URL(db).host}${new URL(db).pathname}`]),
  ...(files === null ? [] : [`the files in ${files}`]),
];
