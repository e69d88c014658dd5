import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockDevice } from '../../core/command/command.store.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { DispatchService } from './dispatch.service.js';
import { loadDevices } from '../desired/facts.js';
import { markKindsUnknown, type ResentKind } from './ledger-unknown.repository.js';

export interface Resend {
  readonly kinds: readonly ResentKind[];
  /** Of these persons only. */
  readonly pins?: readonly string[] | undefined;
}

/** Sends devices again what they should hold, whether or not they acknowledged it before. */
@Injectable()
export class ResendService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly dispatcher: DispatchService,
  ) {}

  /** @returns how many rows count as unacknowledged from now on. Rows that are on their way are not sent twice. */
  async resend(tx: EntityManager, sn: string, { kinds, pins }: Resend): Promise<number> {
    await lockDevice(tx, sn);
    const rows = await markKindsUnknown(tx, sn, kinds, pins ?? null);
    for (const facts of await loadDevices(tx, this.config.siteTimeZone, [sn]))
      await this.dispatcher.dispatch(tx, facts);
    return rows;
  }
}
