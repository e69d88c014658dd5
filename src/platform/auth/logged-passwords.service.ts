import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { lock } from '../database/locks.js';
import { readSetting, writeSetting } from '../database/setting.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { LOG } from '../tokens.js';
import { AuditErasureService } from './audit-erasure.service.js';

const done = 'loggedPasswordsErased';

/** Takes out of the audit log, once, the passwords that earlier versions wrote into it. */
@Injectable()
export class LoggedPasswordsService implements OnApplicationBootstrap {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly erasure: AuditErasureService,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      const count = await this.unitOfWork.run((tx) => this.erase(tx));
      if (count > 0)
        this.log.warn({ count }, 'passwords of operators stood in the audit log and were erased there: change them');
    } catch (error) {
      this.log.error(
        { err: error },
        'the audit log could not be searched for passwords: the next start tries it again',
      );
    }
  }

  private async erase(tx: Parameters<Parameters<UnitOfWork['run']>[0]>[0]): Promise<number> {
    if (await readSetting<boolean>(tx, done)) return 0;
    // Rows that are being chained meanwhile are chained first.
    await lock(tx, 'auditChain');
    const count = await this.erasure.erasePasswords(tx);
    await writeSetting(tx, done, true);
    return count;
  }
}
