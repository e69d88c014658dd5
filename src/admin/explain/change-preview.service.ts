import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config.js';
import { forget, nameOf, type Rehearsal } from '../../platform/database/rehearsal.js';
import { sqlState, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { Failure } from '../../platform/errors.js';
import { CONFIG } from '../../platform/tokens.js';
import { compareRights, type ChangedRights } from '../../sync/explain/compare-rights.js';
import { rightsIn } from '../../sync/explain/rights.repository.js';
import { adminBase } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { ownCall } from '../common/own-call.js';
import { rehearsalHeader } from '../common/rehearsal.interceptor.js';
import { canBeTried, type ChangeBody } from './change.dto.js';

const longestMs = 5_000;
/** Each holds a connection, and locks what it changes. */
const mostAtOnce = 2;

/** PostgreSQL ended a statement that took too long, or waited too long for a lock. */
const tookTooLong = new Set(['57014', '55P03']);

/** Tries a change of rights in a transaction that is rolled back, and tells what it would do. */
@Injectable()
export class ChangePreviewService {
  private running = 0;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly adapter: HttpAdapterHost,
  ) {}

  /** @throws Failure as the call itself; invalid for calls that cannot be tried; unavailable after five seconds */
  async of(change: ChangeBody, request: FastifyRequest): Promise<ChangedRights> {
    if (!canBeTried(change.method, change.path))
      throw invalidField('path', 'is no change of a level, time zone, holiday, department, area or person');
    if (this.running >= mostAtOnce) throw new Failure('unavailable', 'other changes are being tried: try again');
    this.running++;
    const tried = this.tried(change, request).finally(() => this.running--);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(tooLong()), longestMs);
    });
    try {
      return await Promise.race([tried, late]);
    } catch (error) {
      throw tookTooLong.has(sqlState(error) ?? '') ? tooLong() : error;
    } finally {
      clearTimeout(timer);
      // After the answer nobody waits for it any more.
      tried.catch(() => undefined);
    }
  }

  private async tried(change: ChangeBody, request: FastifyRequest): Promise<ChangedRights> {
    const sight = request.signedIn?.bounds ?? null;
    const [before, after] = await this.unitOfWork.rehearse(longestMs, async (tx, rehearsal) => {
      const rights = await rightsIn(tx, sight);
      await this.call(rehearsal, change, request);
      return [rights, await rightsIn(tx, sight)] as const;
    });
    // Nothing is locked any more.
    return compareRights(before, after, wallClockOf(new Date(), this.config.siteTimeZone));
  }

  /** The call itself, by the caller, with all checks. */
  private async call(rehearsal: Rehearsal, { method, path, body }: ChangeBody, request: FastifyRequest): Promise<void> {
    const name = nameOf(rehearsal);
    try {
      const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
      const url = `/${adminBase}${path}`;
      await ownCall(fastify, request, { method, url, body, headers: { [rehearsalHeader]: name } });
    } finally {
      forget(name);
    }
  }
}

const tooLong = () => new Failure('unavailable', 'this change takes too long to be tried');
