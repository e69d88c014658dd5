import { Injectable } from '@nestjs/common';
import { QueryAnswerService } from '../../core/command/query-answer.service.js';
import type { Command } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { lineCount, startsRecord } from '../../protocol/attendance-push/rows.js';
import { attBioPhoto, attErrorLog } from '../../protocol/attendance-push/tables.js';
import { Unreadable as Damaged, unpackedBytes } from '../event-recovery/packing.js';
import { UnreadableUploadHandler } from '../access-push/unreadable.js';
import type { CachedDevice } from '../push/cached-device.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { ok, say, type DeviceReply } from '../push/reply.js';
import type { DeviceRequest } from '../push/request.js';
import { inSlices } from '../push/slices.js';
import { AttFirstContactHandler } from './att-handshake.js';
import { AttRowHandler } from './att-rows.js';
import { decodeText } from './encoding.js';
import { OpenQueryService } from './open-query.service.js';
import { AttPhotoHandler } from './photos.js';
import { AttPunchHandler } from './punches.js';
import { AttStampService, stampTableOf } from './stamps.js';

/** Tables that are answered with a plain OK (Attendance PUSH 9.0). */
const plainAnswers: ReadonlySet<string> = new Set([attBioPhoto.name, attErrorLog.name]);

/**
 * Uploads by cdata, fdata and edata (Attendance PUSH 9). They are answered after the commit of their content. `OK: n`
 * counts all lines that came, also repeated and unreadable ones: if it counts fewer, some firmware sends them for ever.
 */
@Injectable()
export class AttUploadHandler {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
    private readonly answers: QueryAnswerService,
    private readonly queries: OpenQueryService,
    private readonly firstContact: AttFirstContactHandler,
    private readonly punches: AttPunchHandler,
    private readonly rows: AttRowHandler,
    private readonly photos: AttPhotoHandler,
    private readonly stamps: AttStampService,
    private readonly unreadable: UnreadableUploadHandler,
    private readonly quarantine: QuarantineService,
  ) {}

  async store(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const { query, call } = request;
    const table = (query.get('table') ?? query.get('tablename') ?? (call === 'fdata' ? 'attphoto' : '')).toLowerCase();
    if (table === 'options') return this.options(request, known);
    if (query.has('fpimage')) return this.keepWhole(request, 'fpimage');
    const reply = await this.take(request, known, table);
    // Also after an upload without content: if its stamp does not advance, it comes for ever (Attendance PUSH 4.5).
    await this.stamps.advance(request, stampTableOf(table));
    return reply;
  }

  private async options(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const reason = await this.unreadable.reason({ ...request, call: 'cdata' });
    return reason === null ? this.firstContact.options(request, known) : this.unreadable.take(request, known, reason);
  }

  private async take(request: DeviceRequest, known: CachedDevice, table: string): Promise<DeviceReply> {
    if (table === 'attphoto') {
      await this.photos.store(request, known);
      return ok;
    }
    if (request.body.length === 0) return ok;
    const rows = await this.rowsOf(request, known);
    if (rows === null) return ok;
    let lines = 0;
    let counted = 0;
    // A backlog may be tens of thousands of rows: each slice is stored like an upload of its own.
    await inSlices(
      rows,
      async (body) => {
        const text = decodeText(body, known);
        lines += lineCount(text);
        if (await this.takeSlice({ ...request, body }, known, table, text)) counted++;
      },
      table === 'attlog' ? undefined : startsRecord,
    );
    return counted > 0 && lines > 0 ? say(`OK: ${lines}`) : ok;
  }

  /** @returns whether the answer has the number of rows */
  private async takeSlice(request: DeviceRequest, known: CachedDevice, table: string, text: string): Promise<boolean> {
    const command = await this.commandOf(request, known, table, text);
    // A query for raw rows only reads the device. If the upload does not name a query, its rows may also be news.
    const kept = command !== null && (await this.answers.keep(command, [Buffer.from(text)]));
    if (!kept || !request.query.has('cmdid')) {
      if (table === 'attlog') await this.punches.store(request, known, text);
      else if (!(await this.takeRows(request, known, table, text, command))) return false;
    }
    await this.count(text, command);
    return true;
  }

  /** @returns whether the answer has the number of rows */
  private async takeRows(
    request: DeviceRequest,
    known: CachedDevice,
    table: string,
    text: string,
    command: Command | null,
  ): Promise<boolean> {
    const isNews = command === null && !(await this.stamps.isBacklog(known.sn, stampTableOf(table)));
    const found = await this.rows.store({ request, known, text, table, isNews });
    return found.size > 0 && [...found].some((name) => !plainAnswers.has(name));
  }

  private async count(text: string, command: Command | null): Promise<void> {
    if (!command) return;
    const rows = Number(command.answer?.rows ?? 0) + lineCount(text);
    await this.unitOfWork.run((tx) => this.commands.noteAnswer(tx, command, { rows }));
  }

  /** Null for content that no reader may see: it is kept as it came. */
  private async rowsOf(request: DeviceRequest, known: CachedDevice): Promise<Buffer | null> {
    const { body, query } = request;
    if ((query.get('contenttype') ?? '').toLowerCase() === 'tgz') {
      try {
        return await unpackedBytes(body, 'tgz');
      } catch (error) {
        if (!(error instanceof Damaged)) throw error;
        await this.keepWhole(request, query.get('table') ?? '');
        return null;
      }
    }
    const reason = await this.unreadable.reason({ ...request, call: 'cdata' });
    if (reason === null) return body;
    await this.unreadable.take(request, known, reason);
    return null;
  }

  private async keepWhole(request: DeviceRequest, table: string): Promise<DeviceReply> {
    await this.quarantine.keepTable(request, table === '' ? 'unknown' : table.slice(0, 100), 0);
    return ok;
  }

  /** The query that the rows answer: the one that the device names, or the one that requested such rows. */
  private async commandOf(
    { query }: DeviceRequest,
    { sn }: CachedDevice,
    table: string,
    text: string,
  ): Promise<Command | null> {
    const id = query.get('cmdid');
    if (id === undefined) return this.queries.of(sn, table, text);
    const command = await this.commands.find(this.unitOfWork.manager, Number(id));
    return command?.sn === sn ? command : null;
  }
}
