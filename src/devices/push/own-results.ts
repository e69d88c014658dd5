import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CommandService } from '../../core/command/command.service.js';
import { LOG } from '../../platform/tokens.js';
import type { CommandResult } from '../../protocol/access-push/results.js';
import type { CachedDevice } from './cached-device.js';

/** Up to this number each result is looked up by itself. */
const few = 4;
const mostNamed = 10;

const numberOf = ({ id }: CommandResult) => (/^\d{1,10}$/.test(id) ? Number(id) : 0);

/** A body may hold thousands of results of unknown commands, so one query finds the device for all of them. */
@Injectable()
export class OwnResultHandler {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly commands: CommandService,
  ) {}

  /** @returns results of this device's commands, in their order; a repeated result counts once */
  async among(results: readonly CommandResult[], { sn }: CachedDevice): Promise<readonly CommandResult[]> {
    if (results.length <= few) return results;
    const own = await this.commands.own(sn, results.map(numberOf));
    const others = results.filter((result) => !own.has(numberOf(result)));
    if (others.length > 0) {
      const commandIds = others.slice(0, mostNamed).map(({ id }) => id);
      this.log.warn({ sn, commandIds, count: others.length }, 'answers to no command of this device');
    }
    const told = new Map(results.map((result) => [`${result.id} ${result.returnCode} ${result.sn ?? ''}`, result]));
    return [...told.values()].filter((result) => own.has(numberOf(result)));
  }
}
