import type { DataSource, QueryRunner } from 'typeorm';
import { steadyMs } from '../steady-clock.js';
import { Failure } from '../errors.js';
import type { Rehearsal } from './rehearsal.js';

const lookMs = 200;

/** Trials that wait for each other are not told from others by their locks. */
const name = 'postern trial';

/** Whether anybody but another trial waits for a lock of it. */
const isWaitedFor = `SELECT EXISTS (SELECT FROM pg_stat_activity a WHERE a.wait_event_type = 'Lock'
  AND a.application_name <> '${name}' AND $1 = ANY(pg_blocking_pids(a.pid))) AS "isInTheWay"`;

const tooLong = () => new Failure('unavailable', 'this change takes too long to be tried');
const inTheWay = () => new Failure('unavailable', 'something else is changed at this moment: try again');

/**
 * Ends a trial that lasts too long, or that holds a lock for which somebody waits: what is done in earnest, a revocation
 * above all, goes before what is only tried. No statement of the trial begins after that.
 */
export class RehearsalEnd {
  private readonly until: number;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();
  private readonly query: QueryRunner['query'];

  constructor(
    private readonly source: DataSource,
    private readonly runner: QueryRunner,
    private readonly rehearsal: Rehearsal,
    patienceMs: number,
  ) {
    this.until = steadyMs() + patienceMs;
    this.query = runner.query.bind(runner);
    runner.query = ((...statement: Parameters<QueryRunner['query']>) =>
      rehearsal.ended ? Promise.reject(rehearsal.ended) : this.query(...statement)) as QueryRunner['query'];
  }

  /** In its transaction. */
  async begin(): Promise<void> {
    const [row]: { pid: number }[] = await this.runner.manager.query(
      `SELECT pg_backend_pid() AS pid, set_config('application_name', '${name}', true)`,
    );
    if (row) this.lookAgain(row.pid);
  }

  /** Afterwards the connection is as it was, and nothing that runs on it later is ended. */
  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.looking;
    this.runner.query = this.query;
  }

  private lookAgain(pid: number): void {
    const inMs = Math.max(0, Math.min(lookMs, this.until - steadyMs()));
    this.timer = setTimeout(() => {
      this.looking = this.look(pid).catch(() => undefined);
      void this.looking.then(() => {
        if (this.timer) this.lookAgain(pid);
      });
    }, inMs);
  }

  private async isInTheWay(pid: number): Promise<boolean> {
    const [row]: { isInTheWay: boolean }[] = await this.source.query(isWaitedFor, [pid]);
    return row?.isInTheWay === true;
  }

  private async look(pid: number): Promise<void> {
    const { rehearsal } = this;
    if (steadyMs() >= this.until) rehearsal.ended ??= tooLong();
    else if (await this.isInTheWay(pid)) rehearsal.ended ??= inTheWay();
    // Why it ends stands there before its statement fails.
    if (rehearsal.ended) await this.source.query('SELECT pg_cancel_backend($1)', [pid]);
  }
}
