import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { ErasureService, type ErasedPin } from '../modules/visitor/erasure.service.js';
import { InstallationService } from '../outbound/envelope/installation.service.js';
import type { Config } from '../platform/config.js';
import { readSetting } from '../platform/database/setting.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../platform/schedule/periodic-job.service.js';
import { CONFIG, LOG } from '../platform/tokens.js';

const everyMs = 60_000;
/** Written by a restore: everybody who was erased is to be erased again. */
const wanted = 'eraseAgain';

/**
 * Remembers beside the database who was erased: hashes of pins, in DATA_DIR. A database that was restored from an older
 * backup does not know of them, so at the start what the file has and the database has not is erased again.
 */
@Injectable()
export class ErasureMemoryService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;
  /** What the file has. */
  private written = '';

  constructor(
    private readonly erasure: ErasureService,
    private readonly installation: InstallationService,
    private readonly unitOfWork: UnitOfWork,
    jobs: PeriodicJobService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.job = jobs.add(
      { name: 'erasure-memory', everyMs, failure: 'it could not be written who was erased, and will be' },
      () => this.write(),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.recall();
      this.job.start();
    } catch (error) {
      // The file stays as it is: what it knows must not be lost.
      this.log.error({ err: error }, 'it could not be read who was erased: the next start tries it again');
    }
  }

  /** Before devices and clients are served. */
  private async recall(): Promise<void> {
    const { manager } = this.unitOfWork;
    const known = new Set((await this.erasure.erasedPins()).map(({ pinHash }) => pinHash));
    const missing = (await this.read()).filter(({ pinHash }) => !known.has(pinHash));
    const isWanted = await readSetting<boolean>(manager, wanted);
    if (missing.length === 0 && !isWanted) return;
    const count = await this.erasure.eraseAgain(missing);
    await manager.query('DELETE FROM setting WHERE key = $1', [wanted]);
    this.log.warn({ count }, 'the database was restored: who was erased since the backup has been erased again');
  }

  private async read(): Promise<ErasedPin[]> {
    const text = await readFile(await this.path(), 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const { pinHash, at } = JSON.parse(line) as { pinHash: string; at: string };
        return { pinHash, at: new Date(at) };
      });
  }

  /** As a whole, beside the one that is there. */
  private async write(): Promise<void> {
    const erased = await this.erasure.erasedPins();
    const text = erased.map((one) => `${JSON.stringify(one)}\n`).join('');
    if (text === this.written) return;
    const path = await this.path();
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const partial = `${path}.${process.pid}`;
    await writeFile(partial, text, { mode: 0o600, flush: true });
    await rename(partial, path);
    this.written = text;
  }

  private async path(): Promise<string> {
    const id = (await this.installation.source()).replace(/^.*:/, '');
    return join(this.config.dataDir, 'erased', `${id}.jsonl`);
  }
}
