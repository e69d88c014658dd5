import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CommandService } from '../../core/command/command.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { IdentityCardService } from '../../modules/person/identity-card.service.js';
import { readCardText } from '../../protocol/attendance-push/card.js';
import { readLines, type AttRow } from '../../protocol/attendance-push/rows.js';
import { attErrorLog, attUserPic, idCard, userInfo, workCode } from '../../protocol/attendance-push/tables.js';
import { wholeBase64 } from '../../protocol/access-push/base64.js';
import { isPicture } from '../../protocol/access-push/picture.js';
import { decodeRow, type AnyTable } from '../../protocol/access-push/table.js';
import { BioUploadHandlers } from '../access-push/bio-uploads.js';
import type { CachedDevice } from '../push/cached-device.js';
import { LearningService } from '../push/learning.service.js';
import { QuarantineService } from '../push/quarantine.service.js';
import type { ReportedUser } from '../push/reported-user.js';
import { namesUser, ReportedUserService } from '../push/reported-user.service.js';
import type { DeviceRequest } from '../push/request.js';
import { bioReaders } from './bio-rows.js';
import { AttOperationHandler } from './operations.js';

/** An upload that is made of rows. */
export interface RowUpload {
  readonly request: DeviceRequest;
  readonly known: CachedDevice;
  readonly text: string;
  /** The table that the address names, in lower case. */
  readonly table: string;
  /** The device sent it unasked, because something is new. */
  readonly isNews: boolean;
}

const longestText = 4_000;
const never: ReadonlySet<string> = new Set(['', '0']);

const moment = (text: string | undefined) => (text === undefined || never.has(text.trim()) ? null : text.slice(0, 40));

/** Rows with tags, whatever table they come under (Attendance PUSH 9.3 to 9.14). */
@Injectable()
export class AttRowHandler {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: ReportedUserService,
    private readonly bio: BioUploadHandlers,
    private readonly operations: AttOperationHandler,
    private readonly quarantine: QuarantineService,
    private readonly commands: CommandService,
    private readonly cards: IdentityCardService,
    private readonly learning: LearningService,
  ) {}

  /** @returns the tables whose rows were in it; none for an upload without any known row */
  async store(upload: RowUpload): Promise<ReadonlySet<string>> {
    const { request, known, table } = upload;
    const lines = readLines(upload.text, table);
    const rows = lines.filter((line) => line.kind === 'row');
    const operations = lines.flatMap((line) => (line.kind === 'operation' ? [line.text] : []));
    const unreadable = lines.flatMap((line) => (line.kind === 'unreadable' ? [line.text] : []));
    // Users come first, because other rows belong to them.
    await this.storeUsers(upload, rows);
    await this.storeTemplates(upload, rows);
    await this.storePictures(upload, rows);
    await this.storeErrors(upload, rows);
    await this.storeCards(upload, of(idCard, rows));
    await this.storeWhole(upload, of(workCode, rows));
    await this.operations.store(request, known, operations);
    if (unreadable.length > 0) await this.keepAside(upload, table === '' ? 'unknown' : table, unreadable);
    return new Set([...rows.map((row) => row.table.name), ...(operations.length > 0 ? ['OPLOG'] : [])]);
  }

  /** Pin 0 means no person. Unreadable rows of users are kept sealed: they may hold a password. */
  private async storeUsers(upload: RowUpload, rows: readonly AttRow[]): Promise<void> {
    const { known, isNews } = upload;
    const told = of(userInfo, rows).map((row) => ({ raw: row.rec.raw, user: userOf(row, known) }));
    const others = told.filter(({ user }) => !namesUser(user.pin)).map(({ raw }) => raw);
    if (others.length > 0) await this.keepAside(upload, 'userinfo', others);
    const users = told.map(({ user }) => user).filter(({ pin }) => namesUser(pin));
    await this.users.take(known, users, isNews);
  }

  private async storeTemplates({ request, known, isNews }: RowUpload, rows: readonly AttRow[]): Promise<void> {
    const reads = rows.flatMap(({ table, rec }) => {
      const read = bioReaders.get(table.name);
      return read ? [{ name: table.name, raw: rec.raw, report: read(rec, known) }] : [];
    });
    if (reads.length === 0) return;
    const bad = reads.filter(({ report }) => report === null).map(({ raw }) => raw);
    if (bad.length > 0) await this.keepAside({ request }, reads[0]?.name.toLowerCase() ?? '', bad);
    const reports = reads.flatMap(({ report }) => (report ? [report] : []));
    if (reports.length > 0) await this.bio.storeTemplates({ table: 'biodata', request, known, isNews }, reports, true);
  }

  private async storePictures({ request, known }: RowUpload, rows: readonly AttRow[]): Promise<void> {
    for (const { rec } of rows.filter(({ table }) => table === attUserPic)) {
      const { pin = '', content = '' } = decodeRow(attUserPic, rec, known.dialect);
      const base64 = wholeBase64(content);
      const isGood = pin.trim() !== '' && base64 !== null && isPicture(base64);
      if (!isGood || !(await this.bio.fillsPhoto(known, pin.trim(), base64))) {
        await this.keepAside({ request }, 'userpic', [rec.raw]);
      }
    }
  }

  private async isOurs(known: CachedDevice, pin: string): Promise<boolean> {
    const { counts } = await this.learning.of(this.unitOfWork.manager, known, [pin.trim()], true);
    return counts(pin.trim());
  }

  /** 9.14. A row that names a command says that this command has failed after all. */
  private async storeErrors(upload: RowUpload, rows: readonly AttRow[]): Promise<void> {
    const { sn, dialect } = upload.known;
    for (const { rec } of of(attErrorLog, rows)) {
      const row = decodeRow(attErrorLog, rec, dialect);
      if (Object.values(row).every((value) => !value)) {
        await this.keepAside(upload, 'errorlog', [rec.raw]);
        continue;
      }
      await this.noteFailure(sn, row.cmdId, { errorCode: row.errCode, error: row.errMsg });
      const texts = [row.errCode, row.errMsg, row.dataOrigin, row.cmdId, row.additional];
      await this.unitOfWork.manager.query(
        `INSERT INTO device_error (sn, code, message, origin, command_id, additional, row_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [
          sn,
          ...texts.map((text = '') => text.replaceAll('\0', '').slice(0, longestText)),
          createHash('sha256').update(rec.raw).digest('hex'),
        ],
      );
    }
  }

  /** A photo from which no template could be made, although the command had been acknowledged. */
  private async noteFailure(sn: string, id: string | undefined, answer: Record<string, unknown>): Promise<void> {
    const command = await this.commands.find(this.unitOfWork.manager, Number(id ?? 0));
    if (command?.sn === sn) await this.unitOfWork.run((tx) => this.commands.noteAnswer(tx, command, answer));
  }

  /**
   * Data from chips of identity cards (9.12). For known people it is stored with them; for others it is kept as it
   * came.
   */
  private async storeCards(upload: RowUpload, rows: readonly AttRow[]): Promise<void> {
    const { known } = upload;
    for (const row of rows) {
      const { pin = '', gender, nation, ...card } = decodeRow(idCard, row.rec, known.dialect);
      if (await this.isOurs(known, pin)) {
        const fields = { ...card, gender: gender?.toString(), nation: nation?.toString() };
        await this.unitOfWork.run((tx) => this.cards.store(tx, known.sn, pin.trim(), fields, true));
      } else {
        await this.storeWhole(upload, [row]);
      }
    }
  }

  /** Kept sealed, as they came: work codes, and cards of unknown people. */
  private async storeWhole(upload: RowUpload, rows: readonly AttRow[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const raws = rows.map(({ rec }) => rec.raw);
    await this.keepAside(upload, first.table.name.toLowerCase(), raws);
  }

  private keepAside({ request }: Pick<RowUpload, 'request'>, table: string, raws: readonly string[]): Promise<void> {
    return this.quarantine.keepRows(request, table, raws);
  }
}

const of = (table: AnyTable, rows: readonly AttRow[]) => rows.filter((row) => row.table === table);

function userOf({ rec }: AttRow, { dialect }: CachedDevice): ReportedUser {
  const row = decodeRow(userInfo, rec, dialect);
  return {
    pin: (row.pin ?? '').trim(),
    name: (row.name ?? '').trim(),
    cardNo: readCardText(row.card ?? ''),
    privilege: row.privilege ?? 0,
    password: row.password ?? '',
    startTime: moment(row.startDatetime),
    endTime: moment(row.endDatetime),
    tells: { card: row.card !== undefined, privilege: row.privilege !== undefined },
  };
}
