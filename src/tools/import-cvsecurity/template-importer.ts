import { Injectable } from '@nestjs/common';
import { BroughtTemplateService } from '../../modules/bioTemplate/brought-template.service.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { wholeBase64 } from '../../protocol/access-push/base64.js';
import { versionOfTemplate } from '../../protocol/access-push/template-look.js';
import { isAboutList } from './old-site.js';
import { OldServerError } from './old-server-error.js';
import type { OldServer } from './old-server.js';
import type { OldRow } from './old-list.js';
import { flagOf, said } from './old-values.js';
import type { OldDatabase } from './old-database.js';
import { oldTables } from './old-tables.js';
import type { Report } from './report.js';
import { SourceRepository } from './sources.repository.js';
import { take, type KindImporter, type TakeSettings, type SiteObject } from './importer.js';
import { ApplyingWriter, type Writer } from './writer.js';

interface TemplateObject extends SiteObject {
  readonly pin: string;
  readonly bioType: number;
  readonly no: number;
  readonly index: number;
  readonly duress: boolean;
  readonly version: string;
}

export interface TemplateRun {
  readonly report: Report;
  readonly isTrial: boolean;
  readonly preferTheirs: boolean;
  /** How many people were asked about. */
  readonly say: (people: number) => void;
}

const finger = 1;
const peopleAtOnce = 100;
const call = 'bioTemplate/getFgListByPin';

/** Templates of people. */
@Injectable()
export class TemplateImporter {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audited: AuditedTransaction,
    private readonly brought: BroughtTemplateService,
    private readonly sealedBox: SealedBox,
    private readonly sources: SourceRepository,
  ) {}

  /** Templates of any type from the database, of these people. */
  async takeStored(database: OldDatabase, pins: ReadonlySet<string>, run: TemplateRun): Promise<void> {
    let read = 0;
    for await (const rows of database.pages(oldTables.templates)) {
      const known = rows.filter((row) => pins.has(said(row, 'pin')));
      await take(
        this.settings(run),
        this.templates,
        known.map((row) => templateOf(said(row, 'pin'), row)),
      );
      run.say((read += rows.length));
    }
  }

  /** Fingerprints, which the API has for one person at a time. */
  async take(server: OldServer, pins: Iterable<string>, run: TemplateRun): Promise<void> {
    const settings = this.settings(run);
    let objects: TemplateObject[] = [];
    let asked = 0;
    for (const pin of pins) {
      const rows = await this.fingersOf(pin, server, run);
      if (rows === null) break;
      objects.push(...rows.map((row) => templateOf(pin, row)));
      if (++asked % peopleAtOnce > 0) continue;
      run.say(asked);
      await take(settings, this.templates, objects);
      objects = [];
    }
    await take(settings, this.templates, objects);
  }

  /** Null where the server does not have the call. */
  private async fingersOf(pin: string, server: OldServer, { report }: TemplateRun): Promise<readonly OldRow[] | null> {
    const note = (what: string, why: string) =>
      void report.unread.push({ kind: 'templates', what, why, where: 'POST /admin/v1/persons/{pin}/templates' });
    try {
      const data = await server.get(`${call}/${encodeURIComponent(pin)}`);
      return (Array.isArray(data) ? data : [data]).filter(
        (row): row is OldRow => typeof row === 'object' && row !== null,
      );
    } catch (error) {
      if (!isAboutList(error)) throw error;
      const isMissing = error instanceof OldServerError && error.fault === 'missing';
      note(isMissing ? 'fingerprints' : `fingerprints of person ${pin}`, error.message);
      return isMissing ? null : [];
    }
  }

  private settings({ report, preferTheirs, isTrial }: TemplateRun): TakeSettings {
    return { sources: this.sources, report, preferTheirs, writer: this.writer(isTrial) };
  }

  /** In a trial the people are not there yet. */
  private writer(isTrial: boolean): Writer {
    if (!isTrial) return new ApplyingWriter(this.unitOfWork, this.audited);
    return { tx: this.unitOfWork.manager, each: (_kind, items) => Promise.resolve(items.map(() => null)) };
  }

  private readonly templates: KindImporter<TemplateObject> = {
    kind: 'templates',
    find: async (tx, { pin, bioType, no, index, version, fields: { template = '' } }) => {
      const majorVer = versionOfTemplate({ bioType, no, version, template });
      const [row]: { id: string; content: Buffer }[] = await tx.query(
        `SELECT t.id, t.content FROM bio_template t JOIN person p ON p.id = t.person_id
         WHERE p.pin = $1 AND t.kind = 'template' AND t.bio_type = $2 AND t.no = $3 AND t.index = $4 AND t.major_ver = $5`,
        [pin, bioType, no, index, majorVer ?? ''],
      );
      return row && { key: row.id, fields: { template: this.sealedBox.open(row.content).toString('latin1') } };
    },
    add: (tx, object) => this.brought.save(tx, object.pin, broughtOf(object)),
    change: async (tx, _here, _changes, object) => {
      await this.brought.save(tx, object.pin, broughtOf(object));
    },
  };
}

const broughtOf = ({ bioType, no, index, duress, version, fields }: TemplateObject) => ({
  ...{ bioType, no, index, duress, format: 0, version, template: fields.template ?? '' },
});

const duressFinger = '3';
const highestFinger = 9;

/** The API only has fingers, and names no type. */
function templateOf(pin: string, row: OldRow): TemplateObject {
  const number = (name: string, otherwise: number) => Number(said(row, name) || otherwise);
  const bioType = number('bioType', finger);
  const [no, index] = [number('templateNo', 0), number('templateNoIndex', 0)];
  const version = said(row, 'version');
  const template = wholeBase64(said(row, 'template'));
  const place = `${pin} ${no} ${index} ${version}`;
  const isFinger = bioType === finger;
  const key = isFinger ? place : `${bioType}: ${place}`;
  return {
    ...{ oldId: key, key, label: isFinger ? `finger ${no} of person ${pin}` : `template ${bioType} of person ${pin}` },
    ...{ pin, bioType, no, index, version },
    duress: said(row, 'validType') === duressFinger || flagOf(row.duress) === true,
    fields: { template: template ?? '' },
    fault: faultOf(template, isFinger && !(no >= 0 && no <= highestFinger)),
  };
}

function faultOf(template: string | null, isNoFinger: boolean): string | undefined {
  if (template === null) return 'the template is no base64';
  return isNoFinger ? 'the finger is not 0 to 9' : undefined;
}
