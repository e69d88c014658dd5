import { Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { By } from '../../platform/auth/audit-context.js';
import { Calls } from '../../platform/auth/audited-transaction.js';
import { CommandService } from '../../core/command/command.service.js';
import { Work } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { CommandsQuery, CommandView, toCommandView, WaitQuery } from './command.dto.js';
import { Act, AdminResource, Read } from '../common/admin.js';
import { cursorNumber, pageOf, usualLimit, type Page } from '../common/page.js';

/** A number that no command can have is no fault of form: there is simply no such command. */
function commandId(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new Failure('notFound', `there is no command ${text}`);
  return Number(text);
}

@AdminResource('commands')
export class CommandController {
  constructor(
    private readonly commands: CommandService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Commands, newest first', { of: CommandView, as: 'page' })
  async list(@Query() { limit = usualLimit, cursor, sn, status }: CommandsQuery): Promise<Page<CommandView>> {
    const before = cursorNumber(cursor);
    const rows = await this.commands.list(this.work.manager, {
      limit: limit + 1,
      ...(sn === undefined ? {} : { sn }),
      ...(status === undefined ? {} : { status }),
      ...(before === undefined ? {} : { before }),
    });
    return pageOf(rows, limit, ({ id }) => id, toCommandView);
  }

  @Read(':id', 'One command; with wait it is answered when it has ended, or when the time is over', { of: CommandView })
  async get(@Param('id') id: string, @Query() { wait = 0 }: WaitQuery): Promise<CommandView> {
    return toCommandView(await this.commands.wait(commandId(id), wait));
  }

  @Act(':id/cancel', 'Take a command back; what was handed out already is unanswered from then on', { of: CommandView })
  async cancel(@Param('id') id: string, @By() caller: Caller): Promise<CommandView> {
    const number = commandId(id);
    const command = await this.calls.run(caller, async (tx) => {
      await this.commands.cancel(tx, number);
      return this.commands.get(tx, number);
    });
    return toCommandView(command);
  }
}
