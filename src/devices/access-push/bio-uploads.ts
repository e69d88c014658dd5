import { Injectable } from '@nestjs/common';
import { PersonPhotoService } from '../../modules/bioTemplate/person-photo.service.js';
import type { Outcome, Reporter, ReportedTemplate } from '../../modules/bioTemplate/reported-template.js';
import { ReportedTemplateService } from '../../modules/bioTemplate/reported-template.service.js';
import type { Command } from '../../core/command/command.js';
import { RequestedEnrolmentService, type RequestedEnrolment } from '../../core/command/requested-enrolments.service.js';
import { CommandService } from '../../core/command/command.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { wholeBase64 } from '../../protocol/access-push/base64.js';
import { isPicture } from '../../protocol/access-push/picture.js';
import type { Rec } from '../../protocol/access-push/records.js';
import { decodeRow } from '../../protocol/access-push/table.js';
import { userPic } from '../../protocol/access-push/tables/bio.js';
import { enrolledRows, readEnrolledBio, readEnrolledInfo } from '../../protocol/access-push/uploads/enrolment.js';
import type { CachedDevice } from '../push/cached-device.js';
import { LearningService } from '../push/learning.service.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { ReportedUserService } from '../push/reported-user.service.js';
import { textOf } from '../push/request.js';
import { enrolled, readFinger, readPhoto, readTemplate } from './bio-rows.js';
import {
  byLine,
  withContents,
  type UploadedRows,
  type UploadHandler,
  type UploadHandlerSource,
} from './upload-handler.js';

type Read = (record: Rec, known: CachedDevice) => ReportedTemplate | null;

/** Near infrared and visible light (Access PUSH appendix 18). */
const faces: ReadonlySet<number> = new Set([2, 9]);

const contentNames = ['content', 'photo', 'tmp', 'template'];

/** Templates and photos of people that devices learn (Access PUSH 7.7, 7.8, 7.10, 7.11), and remote enrolments (9.6). */
@Injectable()
export class BioUploadHandlers implements UploadHandlerSource {
  readonly handlers: ReadonlyMap<string, UploadHandler>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly templates: ReportedTemplateService,
    private readonly photos: PersonPhotoService,
    private readonly users: ReportedUserService,
    private readonly commands: CommandService,
    private readonly registrations: DeviceRegistrationService,
    private readonly quarantine: QuarantineService,
    private readonly enrolments: RequestedEnrolmentService,
    private readonly learning: LearningService,
  ) {
    this.handlers = new Map<string, UploadHandler>([
      ['templatev10', (rows) => this.storeRows(rows, readFinger)],
      ['biodata', (rows) => this.storeRows(rows, readTemplate)],
      ['biophoto', (rows) => this.storeRows(rows, readPhoto)],
      ['userpic', (rows) => this.storeUserPics(rows)],
      ['type:biodata', (rows) => this.storeEnrolled(rows)],
      ['type:enrollinfodata', (rows) => this.storeCards(rows)],
    ]);
  }

  private async storeRows(rows: UploadedRows, read: Read): Promise<void> {
    const records = withContents(rows.records, contentNames);
    await this.storeTemplates(
      rows,
      records.map((record) => read(record, rows.known)),
      true,
    );
  }

  /** @returns the readable rows. Rows about people whom a terminal should not know are only kept aside. */
  async storeTemplates(
    { table, request, known, isNews }: Omit<UploadedRows, 'records'>,
    reads: readonly (ReportedTemplate | null)[],
    holds: boolean,
  ): Promise<ReportedTemplate[]> {
    const readable = reads.filter((report) => report !== null);
    // Sealed, because it may hold a person's biometric data.
    if (readable.length < reads.length || reads.length === 0)
      await this.quarantine.keepTable(request, table, reads.length);
    // One fixed order. Two devices that report the same people then wait for each other and never deadlock.
    const sorted = readable.sort((a, b) => (a.pin < b.pin ? -1 : a.pin > b.pin ? 1 : 0));
    const wrong: ReportedTemplate[] = [];
    await this.unitOfWork.run(async (tx) => {
      const { asked, replaces } = await this.learning.of(tx, known, [], isNews);
      const reporter: Reporter = {
        sn: known.sn,
        holds,
        replaces,
        learnsNothing: known.device.learns === 'nothing',
        wasAsked: (report) => asked.some((one) => isAsked(one, report)),
        isWrong: (report) => wrong.push(report),
      };
      const outcomes: Outcome[] = [];
      for (const report of sorted) outcomes.push(await this.templates.store(tx, reporter, report));
      if (outcomes.includes('aside')) await this.learning.alert(tx, known.sn);
      await this.learnVersions(known, sorted, (versions) => this.registrations.learn(tx, known.sn, versions));
    });
    if (wrong.length > 0) await this.unitOfWork.run((tx) => this.templates.putRight(tx, known.sn, wrong));
    return sorted;
  }

  /** A device that does not announce the version of its algorithms shows it with its first template. */
  private async learnVersions(
    known: CachedDevice,
    reports: readonly ReportedTemplate[],
    learn: (versions: Record<string, string>) => Promise<void>,
  ): Promise<void> {
    const news = reports.filter(
      ({ kind, bioType, majorVer }) => kind === 'template' && majorVer !== '0' && known.bio.versions[bioType] === null,
    );
    if (news.length === 0) return;
    await learn(Object.fromEntries(news.map(({ bioType, majorVer }) => [`bioVersion.${bioType}`, majorVer])));
  }

  private async storeUserPics(rows: UploadedRows): Promise<void> {
    const { known } = rows;
    for (const record of withContents(rows.records, contentNames)) {
      const { pin = '', content = '' } = decodeRow(userPic, record, rows.known.dialect);
      const base64 = wholeBase64(content);
      if (pin.trim() === '' || base64 === null || !isPicture(base64)) {
        await this.quarantine.keepTable(rows.request, rows.table, rows.records.length);
      } else if (!(await this.fillsPhoto(known, pin.trim(), base64))) {
        await this.quarantine.keepTable(rows.request, rows.table, rows.records.length);
      }
    }
  }

  /** @returns false if it is no photo that can be used: it is kept as it came */
  async fillsPhoto(known: CachedDevice, pin: string, base64: string): Promise<boolean> {
    const { counts } = await this.learning.of(this.unitOfWork.manager, known, [pin], true);
    return counts(pin) && (await this.photos.fillEmpty(known.sn, pin, base64));
  }

  /**
   * A device that was told to keep what it enrols has it already; otherwise it gets the template like any other device.
   */
  private async storeEnrolled(rows: UploadedRows): Promise<void> {
    const { known, request } = rows;
    const told = enrolledRows(textOf(request.body)).map((row) => readEnrolledBio(row));
    const reads = told.flatMap((rows) => (rows.length === 0 ? [null] : rows.flatMap((row) => enrolled(row, known))));
    const lately = await this.enrolments.of(this.unitOfWork.manager, known.sn);
    const asked = lately.find((one) => reads.some((report) => report && isAsked(one, report)))?.command;
    const keeps = asked?.order.type === 'enrollBio' && asked.order.keep;
    const stored = await this.storeTemplates(rows, reads, keeps);
    const templates = stored.map(({ pin, kind, bioType, no, index }) => ({ pin, kind, bioType, no, index }));
    if (asked && templates.length > 0) await this.note(asked, { templates });
  }

  private async storeCards({ table, request, known }: UploadedRows): Promise<void> {
    const { read: cards, others } = byLine(textOf(request.body), readEnrolledInfo);
    if (others.length > 0) await this.quarantine.keepRows(request, table, others);
    const lately = await this.enrolments.of(this.unitOfWork.manager, known.sn);
    for (const { pin, data } of cards) {
      const cardNo = await this.users.enrolled(known, pin, data);
      const asked = lately.find((one) => one.what === 'card' && one.pin === pin)?.command;
      if (cardNo === null) await this.quarantine.keepTable(request, table, cards.length);
      else if (asked) await this.note(asked, { pin, cardNo });
    }
  }

  private async note(command: Command, answer: Record<string, unknown>): Promise<void> {
    await this.unitOfWork.run((tx) => this.commands.noteAnswer(tx, command, answer));
  }
}

/** A face may come as another kind of face than was requested, and of most other types a person has only one. */
function isAsked({ pin, what, no }: RequestedEnrolment, report: ReportedTemplate): boolean {
  if (pin !== report.pin || what === 'card') return false;
  const isPart = what === report.bioType || (faces.has(what) && faces.has(report.bioType));
  return isPart && (no === null || no === report.no || faces.has(what));
}
