import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { noAnswers, questionsText, readAnswers, type Answers } from './answers.js';
import { findingsOf, PeopleTally } from './findings.js';
import type { Kind } from './items.js';
import { peoplePages, type PeopleRow } from './people-pages.js';
import { ExportedFiles } from './files.js';
import { emptySite, readOldSite, type OldSite } from './old-site.js';
import type { OldServer } from './old-server.js';
import { said } from './old-values.js';
import { TemplateTaker } from './templates.js';
import { levelQuestions } from './level-questions.js';
import { PeopleTaker } from './people.js';
import type { PeopleSite } from './person-plan.js';
import { Report } from './report.js';
import type { ImportSettings } from './settings.js';
import { SiteImport, type SiteTaken } from './site-import.js';
import { SiteTakers } from './site-takers.js';
import { SourceRepository } from './sources.repository.js';
import { listGone, take, type TakeSettings } from './taking.js';
import { departmentOfPerson } from './things.js';
import { ApplyingWriter, TrialWriter, type Writer } from './writer.js';

export interface Progress {
  /** What is done now, in some words. */
  readonly say: (text: string) => void;
}

export interface ImportResult {
  readonly lines: readonly string[];
  readonly refused: number;
  /** Why it ended before its end; empty = it did not. */
  readonly broken: string;
}

/** What a kind refers to is read, too. */
const needs: Readonly<Partial<Record<Kind, readonly Kind[]>>> = {
  doors: ['devices'],
  readers: ['devices', 'doors'],
  floors: ['devices'],
  gates: ['devices'],
  levels: ['devices', 'doors'],
  people: ['levels'],
};

/** The import from its beginning to its report. */
@Injectable()
export class ImportRun {
  constructor(
    private readonly source: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly audited: AuditedTransaction,
    private readonly sources: SourceRepository,
    private readonly siteImport: SiteImport,
    private readonly siteTakers: SiteTakers,
    private readonly people: PeopleTaker,
    private readonly templates: TemplateTaker,
  ) {}

  async run(settings: ImportSettings, server: OldServer | null, progress: Progress): Promise<ImportResult> {
    const answers = settings.map === null ? noAnswers : readAnswers(settings.map);
    const files = settings.files === null ? null : await ExportedFiles.read(settings.files);
    const report = new Report(settings.report);
    const tally = new PeopleTally();
    const startedAt = new Date().toISOString();
    const levels: { id: string; name: string; doors: number | null }[] = [];
    const broken = await this.steps(settings, server, { answers, report, tally, levels, progress, files }).then(
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

  private async steps(settings: ImportSettings, server: OldServer | null, parts: Parts): Promise<void> {
    const { report, progress, answers } = parts;
    const { only } = settings;
    const needed = new Set([...only].flatMap((kind) => needs[kind] ?? []));
    progress.say('reading the site');
    const unread = (one: Report['unread'][number]) => report.unread.push(one);
    const old = server ? await readOldSite({ server, only, needs: needed, unread }) : emptySite;
    progress.say('devices, doors, departments and levels');
    const taken = await this.withWriter(settings, (writer) =>
      this.siteImport.take(this.takeSettings(settings, report, writer), old, only, answers),
    );
    for (const row of old.levels.acc) {
      const id = said(row, 'id');
      parts.levels.push({ id, name: said(row, 'name'), doors: answers.levels.get(id)?.doors.length ?? null });
    }
    if (only.has('people')) await this.takePeople(settings, server, old, taken, parts);
    if (only.has('templates') && server) await this.takeTemplates(settings, server, parts);
    if (settings.report !== null) await this.askWhatIsOpen(settings.report, only, taken);
  }

  /** Of those who were just taken over, or of everybody who ever was. */
  private async takeTemplates(
    { apply, only, preferTheirs }: ImportSettings,
    server: OldServer,
    { report, tally, progress }: Parts,
  ): Promise<void> {
    const everybody: { pin: string }[] = only.has('people')
      ? []
      : await this.unitOfWork.manager.query(
          `SELECT new_key AS pin FROM import_source WHERE kind = 'people' ORDER BY 1`,
        );
    const pins = only.has('people') ? [...tally.pins] : everybody.map(({ pin }) => pin);
    const say = (people: number) => progress.say(`fingerprints: ${people} of ${pins.length} people`);
    await this.templates.take(pins, { server, report, isTrial: !apply, preferTheirs, say });
  }

  /** Behind people: a level is compared with the panels by its members. */
  private async askWhatIsOpen(folder: string, only: ReadonlySet<Kind>, taken: SiteTaken): Promise<void> {
    const levels = only.has('levels') ? await levelQuestions(this.unitOfWork.manager) : [];
    const doors = taken.doorQuestions;
    if (doors.length + levels.length === 0) return;
    writeFileSync(join(folder, 'map.yaml'), questionsText({ doors, levels }));
  }

  private async takePeople(
    settings: ImportSettings,
    server: OldServer | null,
    old: OldSite,
    taken: SiteTaken,
    { report, tally, progress, files }: Parts,
  ): Promise<void> {
    const isTrial = !settings.apply;
    const coming = new Set(isTrial ? taken.departments : []);
    const site = await this.peopleSite(settings, taken);
    const told = { isWhole: false };
    const pages = peoplePages(server, files, {
      page: async (rows, persons) => {
        if (!server || old.partial.has('departments')) await this.departmentsOf(settings, rows, coming, report);
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
    });
    await this.people.take(pages, { site, report, isTrial, coming });
    if (!told.isWhole || !server) return;
    await listGone(this.takeSettings(settings, report, this.applying()), { kind: 'people' }, (pin) =>
      tally.pins.has(pin),
    );
  }

  /** The manual before v1.2 has no list of departments: people tell theirs. */
  private async departmentsOf(
    settings: ImportSettings,
    rows: readonly PeopleRow[],
    coming: Set<string>,
    report: Report,
  ): Promise<void> {
    const names = new Map(rows.map((row) => [said(row, 'deptCode'), said(row, 'deptName')]));
    const fresh = [...names].filter(([code]) => code !== '' && !coming.has(code));
    if (fresh.length === 0) return;
    const things = fresh.map(([code, name]) => departmentOfPerson(code, name));
    await this.withWriter(settings, (writer) =>
      take(this.takeSettings(settings, report, writer), this.siteTakers.departments, things),
    );
    for (const [code] of fresh) coming.add(code);
  }

  private async peopleSite(settings: ImportSettings, { levelKeys }: SiteTaken): Promise<PeopleSite> {
    const rows: { code: string; levelId: string }[] = await this.unitOfWork.manager.query(
      `SELECT d.code, l.level_id AS "levelId" FROM department_level l JOIN department d ON d.id = l.department_id`,
    );
    const departmentLevels = new Map<string, Set<string>>();
    for (const { code, levelId } of rows) {
      departmentLevels.set(code, (departmentLevels.get(code) ?? new Set()).add(levelId));
    }
    return { levelKeys, departmentLevels, preferTheirs: settings.preferTheirs };
  }

  private takeSettings({ preferTheirs }: ImportSettings, report: Report, writer: Writer): TakeSettings {
    return { sources: this.sources, report, writer, preferTheirs };
  }

  private applying(): Writer {
    return new ApplyingWriter(this.unitOfWork, this.audited);
  }

  /** A trial is rolled back as a whole, before people are looked at: it holds locks. */
  private async withWriter<T>({ apply }: ImportSettings, work: (writer: Writer) => Promise<T>): Promise<T> {
    if (apply) return work(this.applying());
    const trial = await TrialWriter.begin(this.source);
    return work(trial).finally(() => trial.end());
  }

  private async countHere(kind: Kind): Promise<number | null> {
    const from = tables[kind];
    if (from === undefined) return null;
    const tx: EntityManager = this.unitOfWork.manager;
    const [row]: { n: number }[] = await tx.query(`SELECT count(*) AS n FROM ${from}`);
    return row?.n ?? null;
  }
}

interface Parts {
  readonly answers: Answers;
  readonly report: Report;
  readonly tally: PeopleTally;
  readonly levels: { id: string; name: string; doors: number | null }[];
  readonly progress: Progress;
  readonly files: ExportedFiles | null;
}

const tables: Readonly<Partial<Record<Kind, string>>> = {
  areas: 'area',
  departments: 'department',
  devices: `device WHERE status IN ('approved', 'disabled')`,
  doors: 'door',
  readers: 'reader',
  floors: 'floor',
  gates: 'gate',
  levels: 'acc_level',
  people: 'person WHERE NOT is_visitor',
};

/** Without passwords. */
const sourcesOf = ({ url, db, files }: ImportSettings): string[] => [
  ...(url ? [url.origin + url.pathname.replace(/\/$/, '')] : []),
  ...(db === null ? [] : [`the database ${new URL(db).host}${new URL(db).pathname}`]),
  ...(files === null ? [] : [`the files in ${files}`]),
];
