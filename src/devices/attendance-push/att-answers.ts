import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Command } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import { DeliveryService } from '../../core/command/delivery.service.js';
import { LOG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { punchSum, readFetched, readResults } from '../../protocol/attendance-push/results.js';
import { outcomeOf, returnMeaning } from '../../protocol/attendance-push/returns.js';
import { optionOf } from '../../protocol/access-push/dialect.js';
import { parseOptions } from '../../protocol/access-push/options.js';
import type { CommandResult } from '../../protocol/access-push/results.js';
import { maskOptions } from '../../protocol/access-push/secrets.js';
import { UnreadableUploadHandler } from '../access-push/unreadable.js';
import { DeviceCache } from '../push/device-cache.js';
import type { CachedDevice } from '../push/cached-device.js';
import { OwnResultHandler } from '../push/own-results.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { ok, type DeviceReply } from '../push/reply.js';
import { searchOf, type DeviceRequest } from '../push/request.js';
import { decodeText } from './encoding.js';

const tellsOptions = /^(?:INFO|GET OPTIONS?)\b/i;
const mostText = 16_000;

/** Replaces the content in an answer's text, and puts blanks in place of characters that PostgreSQL cannot store. */
const shown = (text: string) => text.replaceAll('\0', ' ').slice(0, mostText);

/** The command that counts users asks for all other counters, too. */
const usersCounted = ({ order }: Command, count: string) =>
  order.type === 'count' && /^\d{1,9}$/.test(count) ? { table: order.table, count: Number(count) } : {};

const hasCounted = ({ order }: Command, { extra }: CommandResult) =>
  order.type !== 'count' || Object.keys(extra).some((name) => /^~?UserCount$/i.test(name.trim()));

/** Results of commands (Attendance PUSH 11), in every form. */
@Injectable()
export class AttAnswerHandler {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
    private readonly deliveries: DeliveryService,
    private readonly deviceCache: DeviceCache,
    private readonly registrations: DeviceRegistrationService,
    private readonly quarantine: QuarantineService,
    private readonly own: OwnResultHandler,
    private readonly unreadable: UnreadableUploadHandler,
  ) {}

  /** Answered OK whatever its content is; a body without a result is legal (11.3). */
  async results(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const fetched = readFetched(request.body);
    if (fetched) {
      const text = decodeText(fetched.content.subarray(0, mostText), known);
      const extra = { fileName: fetched.fileName, size: String(fetched.content.length), content: text };
      await this.settle(known, { id: fetched.id, returnCode: fetched.returnCode, command: '', extra });
    } else {
      const reason = await this.unreadable.reason({ ...request, call: 'devicecmd' });
      if (reason !== null) return this.unreadable.take(request, known, reason);
      const text = decodeText(request.body, known);
      const results = readResults(text, searchOf(request));
      if (results.length === 0 && text.trim() !== '') await this.quarantine.keep(request, 'no command result');
      for (const result of await this.own.among(results, known)) await this.settle(known, result);
    }
    this.deviceCache.lower(known.sn);
    return ok;
  }

  /** The command text in the answer is ignored, because it differs from firmware to firmware (11.4). */
  private async settle(known: CachedDevice, result: CommandResult): Promise<void> {
    const { sn } = known;
    const id = /^\d{1,10}$/.test(result.id) ? Number(result.id) : 0;
    const command = await this.commands.find(this.unitOfWork.manager, id);
    if (command?.sn !== sn) {
      this.log.warn({ sn, commandId: result.id }, 'an answer to no command of this device');
      return;
    }
    const text = command.text ?? '';
    const { returnCode } = result;
    await this.tell(known, command, result);
    const outcome = outcomeOf(returnCode, text);
    // A row that should be deleted and is not there counts as deleted; an empty answer to a query is an answer.
    const succeeded = (outcome === 'done' || outcome === 'gone') && hasCounted(command, result);
    await this.deliveries.settle(sn, { id, returnCode, succeeded });
  }

  /** What a result says beside its code, for the caller of the command. */
  private async tell(known: CachedDevice, command: Command, result: CommandResult): Promise<void> {
    const { sn } = known;
    const { extra, returnCode } = result;
    const text = command.text ?? '';
    const answer: Record<string, unknown> = {};
    if (returnCode !== null && outcomeOf(returnCode, text) !== 'done') answer.meaning = returnMeaning(returnCode, text);
    const sum = punchSum(result);
    if (sum !== null) answer.count = sum;
    const entries = Object.entries(extra);
    if (entries.length > 0 && tellsOptions.test(text)) {
      const options = parseOptions(entries.map(([name, value]) => `${name}=${value}`).join('\n'));
      await this.unitOfWork.run((tx) => this.registrations.addOptions(tx, sn, options));
      await this.deviceCache.refresh(sn);
      answer.options = maskOptions(options);
      Object.assign(answer, usersCounted(command, optionOf(options, 'UserCount')));
    } else if (entries.length > 0) {
      answer.told = Object.fromEntries(entries.slice(0, 200).map(([name, value]) => [shown(name), shown(value)]));
    }
    if (Object.keys(answer).length === 0) return;
    await this.unitOfWork.run((tx) => this.commands.noteAnswer(tx, command, answer));
  }
}
