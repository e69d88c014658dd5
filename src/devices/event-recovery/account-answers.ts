import { Injectable } from '@nestjs/common';
import type { Command } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { readAccountOverview } from '../../protocol/access-push/uploads/account.js';
import type { QueryParameters } from '../../protocol/access-push/uploads/query-parameters.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { ok, say, type DeviceReply } from '../push/reply.js';
import { textOf, type DeviceRequest } from '../push/request.js';
import { rowsIn } from '../push/slices.js';
import { AccountPackageService, wayOf } from './account-package.service.js';

const packed = 3;
/** Reasons why packages of events are kept that answer no request. */
export const nobody = 'a package that nobody asked for, or of an answer that was given up';

/** The number of the package: from 1 in the manual, from 0 on some firmware. Null for text that is no number. */
function numberOf({ query }: DeviceRequest, name: string): number | null {
  const text = query.get(name)?.trim() ?? '';
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** The three ways in which devices send the events that they were asked for (Access PUSH 9.1.4, 9.2). */
@Injectable()
export class AccountAnswerHandler {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
    private readonly packages: AccountPackageService,
    private readonly quarantine: QuarantineService,
  ) {}

  /** `POST /iclock/cdata?desc=overview`: how many packages will come. */
  async overview(request: DeviceRequest): Promise<DeviceReply> {
    const overview = readAccountOverview(textOf(request.body));
    const command = await this.commandOf(request);
    const isWanted =
      overview &&
      command &&
      (await this.packages.announce(command, { packages: overview.files, records: overview.records }));
    if (!isWanted) await this.quarantine.keep(request, 'an overview of no package that was asked for');
    return ok;
  }

  /** `POST /iclock/file`: one package. */
  async file(request: DeviceRequest): Promise<DeviceReply> {
    const command = await this.commandOf(request);
    const packet = numberOf(request, 'fileseq');
    const isWanted =
      packet !== null &&
      command &&
      (await this.packages.keep(command, { body: request.body, format: 'tgz', packet, of: null }));
    if (!isWanted) await this.quarantine.keep(request, nobody);
    return ok;
  }

  /** Whether an answer to a query has events that must be taken as a whole. */
  isFor(command: Command | null, { table, format }: QueryParameters): boolean {
    return format === packed || (table === 'transaction' && command !== null && wayOf(command) !== null);
  }

  /** `POST /iclock/querydata`: rows in packages, or one package with everything (`datafmt=3`). */
  async query(request: DeviceRequest, command: Command | null, parameters: QueryParameters): Promise<DeviceReply> {
    const { format, packets, tableGiven, count } = parameters;
    const numbered = request.query.has('packcnt');
    const reply = say(`${tableGiven}=${count ?? rowsIn(request.body)}`);
    const isWanted =
      command &&
      wayOf(command) !== null &&
      (await this.packages.keep(command, {
        body: request.body,
        format: format === packed ? 'packed' : 'rows',
        packet: numbered ? numberOf(request, 'packidx') : null,
        of: numbered ? packets : null,
      }));
    if (!isWanted) await this.quarantine.keep(request, nobody);
    return reply;
  }

  private async commandOf({ query, sn }: DeviceRequest): Promise<Command | null> {
    const command = await this.commands.find(this.unitOfWork.manager, Number(query.get('cmdid') ?? 0));
    return command?.sn === sn && wayOf(command) !== null ? command : null;
  }
}
