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
import { said } from './old-values.js';
import type { Report } from './report.js';
import { SourceRepository } from './sources.repository.js';
import { take, type Taker, type Thing } from './taking.js';
import { ApplyingWriter, type Writer } from './writer.js';

interface FingerThing extends Thing {
  readonly pin: string;
  readonly no: number;
  readonly index: number;
  readonly duress: boolean;
  readonly version: string;
}

export interface TemplateRun {
  readonly server: OldServer;
  readonly report: Report;
  readonly isTrial: boolean;
  readonly preferTheirs: boolean;
  /** How many people were asked about. */
  readonly say: (people: number) => void;
}

const finger = 1;
const peopleAtOnce = 100;
const call = 'bioTemplate/getFgListByPin';

/** Fingerprints, which the old server tells of one person at a time. */
@Injectable()
export class TemplateTaker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audited: AuditedTransaction,
    private readonly brought: BroughtTemplateService,
    private readonly sealedBox: SealedBox,
    private readonly sources: SourceRepository,
  ) {}

  async take(pins: Iterable<string>, run: TemplateRun): Promise<void> {
    const { report, preferTheirs } = run;
    const settings = { sources: this.sources, report, preferTheirs, writer: this.writer(run.isTrial) };
    let things: FingerThing[] = [];
    let asked = 0;
    for (const pin of pins) {
      const rows = await this.fingersOf(pin, run);
      if (rows === null) break;
      things.push(...rows.map((row) => fingerOf(pin, row)));
      if (++asked % peopleAtOnce > 0) continue;
      run.say(asked);
      await take(settings, this.fingers, things);
      things = [];
    }
    await take(settings, this.fingers, things);
  }

  /** Null where the server does not have the call. */
  private async fingersOf(pin: string, { server, report }: TemplateRun): Promise<readonly OldRow[] | null> {
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

  /** In a trial the people are not there yet. */
  private writer(isTrial: boolean): Writer {
    if (!isTrial) return new ApplyingWriter(this.unitOfWork, this.audited);
    return { tx: this.unitOfWork.manager, each: (_kind, items) => Promise.resolve(items.map(() => null)) };
  }

  private readonly fingers: Taker<FingerThing> = {
    kind: 'templates',
    find: async (tx, { pin, no, index, version, fields: { template = '' } }) => {
      const majorVer = versionOfTemplate({ bioType: finger, no, version, template });
      const [row]: { id: string; content: Buffer }[] = await tx.query(
        `SELECT t.id, t.content FROM bio_template t JOIN person p ON p.id = t.person_id
         WHERE p.pin = $1 AND t.kind = 'template' AND t.bio_type = $2 AND t.no = $3 AND t.index = $4 AND t.major_ver = $5`,
        [pin, finger, no, index, majorVer ?? ''],
      );
      return row && { key: row.id, fields: { template: this.sealedBox.open(row.content).toString('latin1') } };
    },
    add: (tx, thing) => this.brought.save(tx, thing.pin, broughtOf(thing)),
    change: async (tx, _here, _changes, thing) => {
      await this.brought.save(tx, thing.pin, broughtOf(thing));
    },
  };
}

const broughtOf = ({ no, index, duress, version, fields }: FingerThing) => ({
  ...{ bioType: finger, no, index, duress, format: 0, version, template: fields.template ?? '' },
});

const duress = '3';

function fingerOf(pin: string, row: OldRow): FingerThing {
  const [no, index] = [Number(said(row, 'templateNo')), Number(said(row, 'templateNoIndex'))];
  const version = said(row, 'version');
  const template = wholeBase64(said(row, 'template'));
  const key = `${pin} ${no} ${index} ${version}`;
  return {
    ...{ oldId: key, key, label: `finger ${no} of person ${pin}`, pin, no, index, version },
    duress: said(row, 'validType') === duress,
    fields: { template: template ?? '' },
    fault:
      template === null ? 'the template is no base64' : no >= 0 && no <= 9 ? undefined : 'the finger is not 0 to 9',
  };
}
