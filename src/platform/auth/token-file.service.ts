import { readFile } from 'node:fs/promises';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { lock } from '../database/locks.js';
import { notify, UnitOfWork } from '../database/unit-of-work.js';
import { isOwnToken, ownTokenMust } from '../secret-settings.js';
import type { PeriodicJob } from '../schedule/periodic-job.js';
import { PeriodicJobService } from '../schedule/periodic-job.service.js';
import { CONFIG, LOG } from '../tokens.js';
import { putToken } from './bootstrap.js';
import { adminScope } from './scopes.js';

const everyMs = 2_000;

interface TokenFile {
  readonly variable: string;
  readonly file: string;
  readonly scopes: string[];
  /** What was read last. */
  seen: string;
}

/**
 * Reads ADMIN_TOKEN_FILE and API_TOKEN_FILE again when they change: the new token opens and the old one does not, at all
 * gateways, and nothing is restarted.
 */
@Injectable()
export class TokenFileService implements OnApplicationBootstrap {
  private readonly files: TokenFile[];
  private readonly job: PeriodicJob;

  constructor(
    @Inject(CONFIG) { adminToken, apiToken, secretFiles }: Config,
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    jobs: PeriodicJobService,
  ) {
    const of = (variable: string, file: string | null, seen: string | null, scopes: string[]): TokenFile[] =>
      file === null ? [] : [{ variable, file, scopes, seen: seen ?? '' }];
    this.files = [
      ...of('ADMIN_TOKEN', secretFiles.adminToken, adminToken, [adminScope]),
      ...of('API_TOKEN', secretFiles.apiToken, apiToken, []),
    ];
    this.job = jobs.add({ name: 'token-files', everyMs, failure: 'files of tokens could not be read again' }, () =>
      this.look(),
    );
  }

  onApplicationBootstrap(): void {
    if (this.files.length > 0) this.job.start();
  }

  /** Reads the files now. */
  async look(): Promise<void> {
    for (const one of this.files) await this.readAgain(one);
  }

  /** A file that is gone, empty or half written leaves the old token as it is. */
  private async readAgain(one: TokenFile): Promise<void> {
    const text = await readFile(one.file, 'utf8').then(
      (read) => read.trim(),
      () => null,
    );
    if (text === null || text === '' || text === one.seen) return;
    const { variable } = one;
    if (!isOwnToken(text)) {
      one.seen = text;
      this.log.warn({ variable: `${variable}_FILE` }, `the token is not taken: it must be ${ownTokenMust}`);
      return;
    }
    await this.unitOfWork.run(async (tx) => {
      await lock(tx, 'bootstrapSecrets');
      await putToken(tx, variable, text, one.scopes);
      notify(tx, 'token');
    });
    one.seen = text;
    this.log.info({ variable: `${variable}_FILE` }, 'the token was replaced');
  }
}
