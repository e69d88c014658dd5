import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import type { ImportResult } from './import-result.js';

export const importStates = ['running', 'done', 'interrupted'] as const;
type ImportState = (typeof importStates)[number];

/** A large import, as far as it is. */
export interface ImportRun {
  readonly id: string;
  readonly status: ImportState;
  readonly total: number;
  readonly done: number;
  readonly result: ImportResult;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** Does the work step by step; `tell` keeps how far it is, and is false once it is to end early. */
export type ImportTask = (tell: (done: number, result: ImportResult) => Promise<boolean>) => Promise<void>;

/** In one gateway: each holds all its lines in memory, and keeps the database busy. */
const mostAtOnce = 2;

/** A gateway that has said nothing for so long has stopped. */
const silence = `interval '2 minutes'`;

/** Imports that go on behind their answer. */
@Injectable()
export class ImportRunService implements BeforeApplicationShutdown {
  private readonly running = new Set<Promise<void>>();
  private isStopping = false;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws Failure tooMany */
  async begin(actor: string, total: number, result: ImportResult, task: ImportTask): Promise<ImportRun> {
    if (this.running.size >= mostAtOnce)
      throw new Failure('tooMany', `${mostAtOnce} large imports are running: wait for one to end`, { retryAfter: 10 });
    const id = newId();
    const tx = this.unitOfWork.manager;
    await tx.query('INSERT INTO person_import (id, actor, dry_run, total, result) VALUES ($1, $2, $3, $4, $5)', [
      id,
      actor,
      result.dryRun,
      total,
      JSON.stringify(result),
    ]);
    const run: Promise<void> = this.run(id, task).finally(() => this.running.delete(run));
    this.running.add(run);
    return this.get(tx, id, null);
  }

  /** @param actor null = of anybody. @throws Failure notFound */
  async get(tx: EntityManager, id: string, actor: string | null): Promise<ImportRun> {
    const [found]: ImportRun[] = await tx.query(
      `SELECT id, CASE WHEN status = 'running' AND seen_at < clock_timestamp() - ${silence} THEN 'interrupted'
         ELSE status END AS status, total, done, result, created_at AS "createdAt", finished_at AS "finishedAt"
       FROM person_import WHERE id = $1 AND ($2::text IS NULL OR actor = $2)`,
      [id, actor],
    );
    if (!found) throw new Failure('notFound', `there is no import ${id}`);
    return found;
  }

  /** What is on its way is taken over; the rest is not. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.running);
  }

  private async run(id: string, task: ImportTask): Promise<void> {
    const tx = this.unitOfWork.manager;
    const end = (status: ImportState) =>
      tx.query('UPDATE person_import SET status = $2, finished_at = clock_timestamp() WHERE id = $1', [id, status]);
    try {
      await task(async (done, result) => {
        await tx.query('UPDATE person_import SET done = $2, result = $3, seen_at = clock_timestamp() WHERE id = $1', [
          id,
          done,
          JSON.stringify(result),
        ]);
        return !this.isStopping;
      });
      const { total, done } = await this.get(tx, id, null);
      await end(done < total ? 'interrupted' : 'done');
    } catch {
      // Most likely the database is away; if this fails, too, the silence says it.
      await end('interrupted').catch(() => undefined);
    }
  }
}
