import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { QueryAnswerService } from '../../core/command/query-answer.service.js';
import type { Command } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import { DeliveryService } from '../../core/command/delivery.service.js';
import { LOG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { parseOptions } from '../../protocol/access-push/options.js';
import { parseResults } from '../../protocol/access-push/results.js';
import { readQueryParameters } from '../../protocol/access-push/uploads/query-parameters.js';
import { maskOptions } from '../../protocol/access-push/secrets.js';
import { readAccessPoints } from '../../protocol/access-push/uploads/access-point.js';
import { AccountAnswerHandler } from '../event-recovery/account-answers.js';
import { DeviceCache } from '../push/device-cache.js';
import type { CachedDevice } from '../push/cached-device.js';
import { OwnResultHandler } from '../push/own-results.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { ok, say, type DeviceReply } from '../push/reply.js';
import { searchOf, textOf, type DeviceRequest } from '../push/request.js';
import { isNoContent, rowsIn, slicesOf } from '../push/slices.js';
import { mostPackages, QueryPackageService } from './query-package.service.js';
import { UploadHandlers } from './upload-handlers.js';

const mostAccessPoints = 200;

/** What the caller reads in the answer itself. It is stored nowhere else. */
const shownTables: ReadonlyMap<string, (text: string) => Record<string, unknown>> = new Map([
  [
    'aplist',
    (text: string) => ({ accessPoints: readAccessPoints(text.replaceAll('\0', '')).slice(0, mostAccessPoints) }),
  ],
]);

interface Packet {
  readonly table: string;
  readonly count: number;
  readonly number: number;
  readonly of: number;
}

/** What devices answer to commands: results (Access PUSH 7.4) and requested data (9.1.3, 9.1.4, 9.5.2). */
@Injectable()
export class AccAnswerHandler {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
    private readonly deliveries: DeliveryService,
    private readonly deviceCache: DeviceCache,
    private readonly registrations: DeviceRegistrationService,
    private readonly quarantine: QuarantineService,
    private readonly accounts: AccountAnswerHandler,
    private readonly uploadHandlers: UploadHandlers,
    private readonly packages: QueryPackageService,
    private readonly kept: QueryAnswerService,
    private readonly own: OwnResultHandler,
  ) {}

  /** devicecmd: each line ends exactly the command of this device that has its number. */
  async results(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const results = parseResults(textOf(request.body), searchOf(request));
    if (results.length === 0 && request.body.length > 0) await this.quarantine.keep(request, 'no command result');
    for (const { id, returnCode, sn } of await this.own.among(results, known)) {
      const number = /^\d{1,10}$/.test(id) ? Number(id) : 0;
      if (sn !== undefined && sn !== known.sn) await this.noteRunner(number, known, sn);
      const found = await this.deliveries.settle(known.sn, { id: number, returnCode });
      if (!found) this.log.warn({ sn: known.sn, commandId: id }, 'an answer to no command of this device');
    }
    if (results.length > 0) this.deviceCache.lower(known.sn);
    return ok;
  }

  /** querydata: counts and options are answered OK, rows `table=n` with the count of this package. */
  async data(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const type = (request.query.get('type') ?? '').toLowerCase();
    const command = await this.commandOf(request, known);
    if (type === 'count') return this.count(request, command);
    if (type === 'options') return this.options(request, known, command);
    const parameters = readQueryParameters(request.query);
    if (this.accounts.isFor(command, parameters)) return this.accounts.query(request, command, parameters);
    return this.rows(request, known, command);
  }

  /**
   * Some firmware sends the rows of a query by cdata, like rows of its own (docs/field-notes.md 36).
   * @returns null if the upload answers no query
   */
  async posted(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply | null> {
    const command = await this.commandOf(request, known);
    return command?.kind === 'query' ? this.data(request, known) : null;
  }

  /**
   * `table=options` (4.6): what has changed, or what GET OPTIONS asked for, as some firmware answers it (docs/field-notes.md 36).
   */
  async toldOptions(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const names = request.query.has('cmdid');
    return this.options(
      request,
      known,
      names ? await this.commandOf(request, known) : await this.openQuestion(request),
    );
  }

  /** The question that is open and asked for one of these options. */
  private async openQuestion({ sn, body }: DeviceRequest): Promise<Command | null> {
    const open = await this.unitOfWork.manager.query<{ id: number }[]>(
      `SELECT id FROM command WHERE sn = $1 AND status = 'sent' AND type = 'getOptions'`,
      [sn],
    );
    const newest = Math.max(0, ...open.map(({ id }) => id));
    const command = newest > 0 ? await this.commands.find(this.unitOfWork.manager, newest) : null;
    if (command?.order.type !== 'getOptions') return null;
    const told = new Set(Object.keys(parseOptions(textOf(body))).map((name) => name.toLowerCase()));
    return command.order.names.some((name) => told.has(name.replace(/^~/, '').toLowerCase())) ? command : null;
  }

  private async commandOf({ query, sn }: DeviceRequest, known: CachedDevice): Promise<Command | null> {
    const command = await this.commands.find(this.unitOfWork.manager, Number(query.get('cmdid') ?? 0));
    return command?.sn === sn && known.sn === sn ? command : null;
  }

  /** `user=5` (9.1.3); some firmware names the table only in the address. */
  private async count(request: DeviceRequest, command: Command | null): Promise<DeviceReply> {
    const table = (request.query.get('tablename') ?? '').toLowerCase();
    const number = /=\s*(\d+)(?![\w.])/.exec(textOf(request.body))?.[1];
    if (number === undefined) await this.quarantine.keep(request, 'a count without a number');
    else if (command) await this.note(command, { table, count: Number(number) });
    return ok;
  }

  private async options(request: DeviceRequest, known: CachedDevice, command: Command | null): Promise<DeviceReply> {
    const options = parseOptions(textOf(request.body));
    if (Object.keys(options).length > 0) {
      await this.unitOfWork.run((tx) => this.registrations.addOptions(tx, known.sn, options));
      await this.deviceCache.refresh(known.sn);
      if (command) await this.note(command, { options: maskOptions(options) });
    } else if (request.body.length > 0) {
      await this.quarantine.keep(request, 'options that name none');
    }
    return ok;
  }

  /** Packages are kept until all have come: only then does a missing row mean anything (docs/rules.md 10). */
  private async rows(request: DeviceRequest, known: CachedDevice, command: Command | null): Promise<DeviceReply> {
    const given = request.query.get('tablename') ?? 'unknown';
    const packet = packetOf(request, given.toLowerCase());
    const commandId = command?.id ?? 0;
    const staged =
      packet.of <= 1
        ? [request.body]
        : await this.packages.stage({ ...packet, sn: known.sn, commandId, body: request.body });
    if (staged === 'refused') await this.tooMuch(request, packet, command);
    else if (staged) await this.takeAll(request, known, packet, staged, command);
    return say(`${given}=${packet.count}`);
  }

  private async takeAll(
    request: DeviceRequest,
    known: CachedDevice,
    { table, of }: Packet,
    bodies: readonly Buffer[],
    command: Command | null,
  ): Promise<void> {
    const shown = shownTables.get(table);
    // A query for raw rows only reads the device. It changes nothing.
    const isKept = command !== null && (await this.kept.keep(command, inParts(command, bodies)));
    const isRead = isKept || (shown !== undefined && command !== null);
    if (!isRead) await this.uploadHandlers.take(table, { request, known, bodies }, false);
    const rows = bodies.reduce((sum, body) => sum + rowsIn(body), 0);
    if (command) await this.note(command, { table, rows, ...shown?.(bodies.map(textOf).join('\n')) });
    if (of > 1) await this.packages.done({ sn: known.sn, commandId: command?.id ?? 0 });
  }

  private async tooMuch(request: DeviceRequest, { table }: Packet, command: Command | null): Promise<void> {
    await this.quarantine.keepTable(request, table, 0);
    if (command) await this.note(command, { table, error: 'more than 16 MB, or packages that do not fit together' });
  }

  /**
   * The controller behind a master that ran the command (7.4), so that a reader of the result sees which one it was.
   */
  private async noteRunner(id: number, known: CachedDevice, ranBy: string): Promise<void> {
    const command = await this.commands.find(this.unitOfWork.manager, id);
    if (command?.sn === known.sn && command.status === 'sent') await this.note(command, { ranBy: ranBy.slice(0, 64) });
  }

  /**
   * Stores what the device reported with the command. The caller reads it when the command ends, or now if it has
   * ended.
   */
  private async note(command: Command, answer: Record<string, unknown>): Promise<void> {
    await this.unitOfWork.run((tx) => this.commands.noteAnswer(tx, command, answer));
  }
}

/** Whoever asked reads them one after the other. */
const inParts = ({ order }: Command, bodies: readonly Buffer[]): Buffer[] =>
  order.type === 'query' && order.keepRows ? bodies.flatMap((body) => [...slicesOf(body, isNoContent)]) : [];

function packetOf({ query, body }: DeviceRequest, table: string): Packet {
  const number = (name: string, otherwise: number) => {
    const value = Number(query.get(name) ?? otherwise);
    return Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
  };
  const of = Math.min(mostPackages, number('packcnt', 1));
  return {
    table,
    count: query.has('count') ? number('count', 0) : rowsIn(body),
    number: number('packidx', 1),
    of,
  };
}
