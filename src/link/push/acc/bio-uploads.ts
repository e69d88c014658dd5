import { Injectable } from '@nestjs/common';
import { PersonPhotoService } from '../../../bioTemplate/person-photo.service.js';
import {
  ReportedTemplateService,
  type ReportedTemplate,
  type Reporter,
} from '../../../bioTemplate/reported-template.service.js';
import type { Command } from '../../../command/command.js';
import { CommandService } from '../../../command/command.service.js';
import { Work } from '../../../db/work.js';
import { RegistrationService } from '../../../device/registration.service.js';
import { wholeBase64 } from '../../../wire/push/base64.js';
import { isPicture } from '../../../wire/push/picture.js';
import type { Rec } from '../../../wire/push/records.js';
import { decodeRow } from '../../../wire/push/table.js';
import { userPic } from '../../../wire/push/tables/bio.js';
import { readEnrolledBio, readEnrolledInfo } from '../../../wire/push/uploads/enrolment.js';
import { ownOnly, type KnownDevice } from '../known-device.js';
import { Quarantine } from '../quarantine.js';
import { ReportedUsers } from '../reported-users.js';
import { textOf } from '../request.js';
import { enrolled, readFinger, readPhoto, readTemplate } from './bio-rows.js';
import { withContents, type TakenRows, type Taker, type Takers } from './table-taker.js';

type Read = (record: Rec, known: KnownDevice) => ReportedTemplate | null;

const contentNames = ['content', 'photo', 'tmp', 'template'];

/** Templates and photos of people that devices learn (Access PUSH 7.7, 7.8, 7.10, 7.11), and remote enrolments (9.6). */
@Injectable()
export class BioUploads implements Takers {
  readonly takers: ReadonlyMap<string, Taker>;

  constructor(
    private readonly work: Work,
    private readonly templates: ReportedTemplateService,
    private readonly photos: PersonPhotoService,
    private readonly users: ReportedUsers,
    private readonly commands: CommandService,
    private readonly registrations: RegistrationService,
    private readonly quarantine: Quarantine,
  ) {
    this.takers = new Map<string, Taker>([
      ['templatev10', (rows) => this.storeRows(rows, readFinger)],
      ['biodata', (rows) => this.storeRows(rows, readTemplate)],
      ['biophoto', (rows) => this.storeRows(rows, readPhoto)],
      ['userpic', (rows) => this.storeUserPics(rows)],
      ['type:biodata', (rows) => this.storeEnrolled(rows)],
      ['type:enrollinfodata', (rows) => this.storeCards(rows)],
    ]);
  }

  private async storeRows(rows: TakenRows, read: Read): Promise<void> {
    const records = withContents(rows.records, contentNames);
    await this.storeTemplates(
      rows,
      records.map((record) => read(record, rows.known)),
      true,
    );
  }

  /** @returns what was readable of it; of people whom a terminal is not to know it only stands aside */
  async storeTemplates(
    { table, request, known, isNews }: Omit<TakenRows, 'records'>,
    reads: readonly (ReportedTemplate | null)[],
    holds: boolean,
  ): Promise<ReportedTemplate[]> {
    const readable = reads.filter((report) => report !== null);
    // Sealed, as it may hold what is drawn from somebody's body.
    if (readable.length < reads.length || reads.length === 0)
      await this.quarantine.keepTable(request, table, reads.length);
    // In one order: two devices that tell of the same people wait for each other, and never in a circle.
    const sorted = readable.sort((a, b) => (a.pin < b.pin ? -1 : a.pin > b.pin ? 1 : 0));
    const reporter: Reporter = { sn: known.sn, holds, isNews, ownOnly: ownOnly(known) };
    await this.work.run(async (tx) => {
      for (const report of sorted) await this.templates.store(tx, reporter, report);
      await this.learnVersions(known, sorted, (versions) => this.registrations.learn(tx, known.sn, versions));
    });
    return sorted;
  }

  /** A device that does not tell the version of its algorithms shows it with its first template. */
  private async learnVersions(
    known: KnownDevice,
    reports: readonly ReportedTemplate[],
    learn: (versions: Record<string, string>) => Promise<void>,
  ): Promise<void> {
    const news = reports.filter(
      ({ kind, bioType, majorVer }) => kind === 'template' && majorVer !== '0' && known.bio.versions[bioType] === null,
    );
    if (news.length === 0) return;
    await learn(Object.fromEntries(news.map(({ bioType, majorVer }) => [`bioVersion.${bioType}`, majorVer])));
  }

  private async storeUserPics(rows: TakenRows): Promise<void> {
    for (const record of withContents(rows.records, contentNames)) {
      const { pin = '', content = '' } = decodeRow(userPic, record, rows.known.dialect);
      const base64 = wholeBase64(content);
      if (pin.trim() === '' || base64 === null || !isPicture(base64)) {
        await this.quarantine.keepTable(rows.request, rows.table, rows.records.length);
      } else if (!(await this.photos.fillEmpty(rows.known.sn, pin.trim(), base64))) {
        await this.quarantine.keepTable(rows.request, rows.table, rows.records.length);
      }
    }
  }

  /** The device keeps what it enrolled where it was told to; else it gets it like any other. */
  private async storeEnrolled(rows: TakenRows): Promise<void> {
    const { known, request } = rows;
    const reads = readEnrolledBio(textOf(request.body)).flatMap((row) => enrolled(row, known));
    const asked = await this.lastAsked(known.sn, 'enrollBio');
    const keeps = asked?.order.type === 'enrollBio' && asked.order.keep;
    const stored = await this.storeTemplates(rows, reads, keeps);
    const templates = stored.map(({ pin, kind, bioType, no, index }) => ({ pin, kind, bioType, no, index }));
    if (asked && templates.length > 0) await this.note(asked, { templates });
  }

  private async storeCards({ table, request, known }: TakenRows): Promise<void> {
    const cards = readEnrolledInfo(textOf(request.body));
    const asked = await this.lastAsked(known.sn, 'enrollInfo');
    for (const { pin, data } of cards) {
      const cardNo = await this.users.enrolled(known, pin, data);
      if (cardNo === null) await this.quarantine.keepTable(request, table, cards.length);
      else if (asked) await this.note(asked, { pin, cardNo });
    }
    if (cards.length === 0) await this.quarantine.keepTable(request, table, 0);
  }

  /** The last command of that type that the device was given lately: whoever asked reads with it what came of it. */
  private async lastAsked(sn: string, type: 'enrollBio' | 'enrollInfo'): Promise<Command | null> {
    const [found] = await this.work.manager.query<{ id: number }[]>(
      `SELECT id FROM command WHERE sn = $1 AND type = $2 AND sent_at > now() - interval '10 minutes'
       ORDER BY id DESC LIMIT 1`,
      [sn, type],
    );
    return found ? this.commands.find(this.work.manager, found.id) : null;
  }

  private async note(command: Command, answer: Record<string, unknown>): Promise<void> {
    await this.work.run((tx) => this.commands.noteAnswer(tx, command, answer));
  }
}
