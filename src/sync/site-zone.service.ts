import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { recordChanges } from '../core/outbox/outbox.js';
import { readSetting, writeSetting } from '../platform/database/setting.js';
import { notify, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Site } from '../platform/site.js';
import { LOG } from '../platform/tokens.js';

/** The zone that devices were last told. */
const toldSetting = 'devicesTimeZone';

/**
 * Devices without a zone of their own follow that of the site. Each gateway asks for their work once its own memory has
 * the new zone, so whoever does the last of it knows the zone. Where the zone changed while no gateway ran, or the one that
 * changed it was killed, the next start asks for it.
 */
@Injectable()
export class SiteZoneService implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly site: Site,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.site.onTimeZone(() => void this.attempt(() => this.lookAgain()));
  }

  onApplicationBootstrap(): Promise<void> {
    return this.attempt(async () => {
      const told = await readSetting<string>(this.unitOfWork.manager, toldSetting);
      if (told !== this.site.config.siteTimeZone) await this.lookAgain();
    });
  }

  private async attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.log.error({ err: error }, 'devices could not be told the time zone of the site');
    }
  }

  private lookAgain(): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await writeSetting(tx, toldSetting, this.site.config.siteTimeZone);
      const [rows]: [{ sn: string }[], number] = await tx.query(
        'UPDATE device SET updated_at = clock_timestamp() WHERE time_zone IS NULL RETURNING sn',
      );
      for (const { sn } of rows) notify(tx, 'device', sn);
      const kinds = ['device', 'everybody'] as const;
      await recordChanges(
        tx,
        rows.flatMap(({ sn }) => kinds.map((kind) => ({ kind, key: sn }))),
      );
    });
  }
}
