import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Work } from '../db/work.js';
import { recordAudit, type Caller } from './audit.js';

/** Whoever grants or revokes and is answered finds the commands queued, unless there is a backlog. */
const patienceMs = 100;

/** Writes that somebody asked for: one transaction, and its row in the audit log with it. */
@Injectable()
export class Calls {
  constructor(private readonly work: Work) {}

  /** @param told what the log shall say of the result, beside what was asked */
  run<T>(
    caller: Caller,
    task: (tx: EntityManager) => Promise<T>,
    told?: (result: T) => Readonly<Record<string, unknown>>,
  ): Promise<T> {
    return this.work.run(async (tx) => {
      const result = await task(tx);
      await recordAudit(tx, told ? { ...caller, detail: { ...caller.detail, ...told(result) } } : caller);
      return result;
    }, patienceMs);
  }
}
