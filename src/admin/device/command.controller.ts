import { Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { CommandListService } from '../../core/command/command-list.service.js';
import { CommandService } from '../../core/command/command.service.js';
import { CommandWaitService } from '../../core/command/command-wait.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { CommandsQuery, CommandView, toCommandView } from './command.dto.js';
import { Action, AdminResource, Read } from '../common/admin.js';
import type { CountedPage } from '../common/search-page.js';
import { WaitQuery } from '../common/wait.js';
import { Snapshot } from '../common/snapshot.js';
import { commandFilter, commandPage } from './command-filter.js';

/** For a number that no command can have, the answer is "no such command" and not "malformed". */
function commandId(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new Failure('notFound', `there is no command ${text}`);
  return Number(text);
}

@AdminResource('commands')
export class CommandController {
  constructor(
    private readonly commands: CommandService,
    private readonly lists: CommandListService,
    private readonly waits: CommandWaitService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Commands, newest first', { of: CommandView, as: 'page' })
  @Snapshot()
  async list(@Query() query: CommandsQuery): Promise<CountedPage<CommandView>> {
    const filter = await commandFilter(this.unitOfWork.manager, query, query.sn);
    return commandPage(this.lists, this.unitOfWork.manager, filter, query);
  }

  @Read(':id', 'One command; with wait it is answered when it has ended, or when the time is over', { of: CommandView })
  @Snapshot()
  async get(
    @Param('id') id: string,
    @Query() { wait = 0 }: WaitQuery,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<CommandView> {
    const number = commandId(id);
    if (signedIn === null || signedIn.permissions.includes('command.read'))
      return toCommandView(await this.waits.wait(number, wait));
    // A guard opens doors and hears what became of it. Commands with rows are about people.
    const { kind } = await this.commands.get(this.unitOfWork.manager, number);
    if (kind !== 'control') throw new Failure('notFound', `there is no command ${id}`);
    const view = toCommandView(await this.waits.wait(number, wait));
    view.text = null;
    view.answer = null;
    return view;
  }

  @Action(':id/cancel', 'Take a command back; what was handed out already is unanswered from then on', {
    of: CommandView,
  })
  async cancel(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<CommandView> {
    const number = commandId(id);
    const command = await this.audited.run(caller, async (tx) => {
      await this.commands.cancel(tx, number);
      return this.commands.get(tx, number);
    });
    return toCommandView(command);
  }
}
