import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockDevice } from '../../core/command/command.store.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { DispatchService } from './dispatch.service.js';
import { loadDevices } from '../desired/facts.js';

/** What of people a device is given once more. */
export const resentKinds = ['users', 'fingerprints', 'faces', 'templates', 'photos'] as const;
export type ResentKind = (typeof resentKinds)[number];

/** Rows of the ledger by what they are; everything else that has a pin goes with the user. */
const bioTables = `('templatev10', 'biodata', 'biophoto', 'userpic')`;
const ofType = (types: string) => `l.table_name = 'biodata' AND l.key ~* '(^|\\t)type=(${types})(\\t|$)'`;
const conditions: Readonly<Record<ResentKind, string>> = {
  users: `l.pin <> '' AND l.table_name NOT IN ${bioTables}`,
  fingerprints: `l.table_name = 'templatev10' OR (${ofType('1')})`,
  faces: `(${ofType('2|9')}) OR l.table_name = 'biophoto'`,
  templates: `l.table_name IN ('templatev10', 'biodata')`,
  photos: `l.table_name IN ('biophoto', 'userpic')`,
};

export interface Resend {
  readonly kinds: readonly ResentKind[];
  /** Of these persons only. */
  readonly pins?: readonly string[] | undefined;
}

/** Has devices given again what they should hold, whether or not they have said that they do. */
@Injectable()
export class ResendService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly dispatcher: DispatchService,
  ) {}

  /** @returns how many rows count as unacknowledged from now on; those on their way are not sent twice */
  async resend(tx: EntityManager, sn: string, { kinds, pins }: Resend): Promise<number> {
    const wanted = kinds.map((kind) => `(${conditions[kind]})`).join(' OR ');
    await lockDevice(tx, sn);
    const [, rows]: [unknown, number] = await tx.query(
      `UPDATE ledger l SET unknown = true, failures = 0, failed = false, retry_at = NULL
       WHERE l.sn = $1 AND (${wanted}) AND l.pin <> '' AND ($2::text[] IS NULL OR l.pin = ANY($2))
         AND l.command_id IS NULL AND NOT (l.failed AND l.desired IS NULL AND l.desired_hash IS NOT NULL)`,
      [sn, pins ?? null],
    );
    for (const facts of await loadDevices(tx, this.config.siteTimeZone, [sn]))
      await this.dispatcher.dispatch(tx, facts);
    return rows;
  }
}
