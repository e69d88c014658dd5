import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { keyOf } from '../../protocol/dc09/cipher.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { newId } from '../../platform/database/id.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { Networks } from '../../platform/network/networks.js';
import { AreaService } from '../area/area.service.js';
import { endAlarmsOf } from './intrusion-alarms.js';

/** A panel as it is shown: without its key. */
export interface Panel {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly receiver: string;
  readonly line: string;
  readonly hasKey: boolean;
  readonly sources: readonly string[];
  readonly areaCode: string | null;
  readonly pollSeconds: number;
  /** Where its last message came from. */
  readonly address: string;
  readonly lastSeenAt: Date | null;
  readonly silentSince: Date | null;
  readonly changedAt: Date;
}

export interface PanelFacts {
  readonly name?: string | undefined;
  readonly account?: string | undefined;
  readonly receiver?: string | undefined;
  readonly line?: string | undefined;
  /** Null takes it away: the panel sends in plain text. */
  readonly key?: string | null | undefined;
  readonly sources?: readonly string[] | undefined;
  readonly areaCode?: string | null | undefined;
  readonly pollSeconds?: number | undefined;
}

export type NewPanel = PanelFacts & {
  readonly id?: string | undefined;
  readonly name: string;
  readonly account: string;
};

const shown = `SELECT p.id, p.name, p.account, p.receiver, p.line, p.key IS NOT NULL AS "hasKey", p.sources,
    p.area_code AS "areaCode", p.poll_seconds AS "pollSeconds", p.address, p.last_seen_at AS "lastSeenAt",
    p.silent_since AS "silentSince", p.updated_at AS "changedAt" FROM intrusion_panel p`;

const columns = {
  name: 'name',
  account: 'account',
  receiver: 'receiver',
  line: 'line',
  sources: 'sources',
  areaCode: 'area_code',
  pollSeconds: 'poll_seconds',
} as const satisfies Partial<Record<keyof PanelFacts, string>>;

const upper = (text: string | undefined) => text?.toUpperCase();

/** Intrusion panels that report here. */
@Injectable()
export class IntrusionPanelService {
  constructor(
    private readonly areas: AreaService,
    private readonly seal: SealedBox,
  ) {}

  /** @param within areas beyond which the reader sees nothing */
  search(tx: EntityManager, search: Search, within: readonly string[] | null): Promise<FoundRows<Panel>> {
    return searchedRows<Panel>(
      tx,
      {
        sql: `${shown} WHERE ($1::text[] IS NULL OR p.area_code = ANY($1))`,
        parameters: [within],
        by: 'id',
        texts: ['name', 'account', 'address'],
        others: ['changedAt'],
      },
      search,
    );
  }

  async get(tx: EntityManager, id: string): Promise<Panel> {
    const [found]: Panel[] = await tx.query(`${shown} WHERE p.id = $1`, [id]);
    if (!found) throw new Failure('notFound', `there is no intrusion panel ${id}`);
    return found;
  }

  async add(tx: EntityManager, { id = newId(), name, account, ...facts }: NewPanel): Promise<Panel> {
    const [known]: unknown[] = await tx.query('SELECT 1 FROM intrusion_panel WHERE id = $1', [id]);
    if (known) throw taken('id', id, `the id ${id} is taken`);
    const made: unknown[] = await tx.query(
      `INSERT INTO intrusion_panel (id, name, account, receiver, line) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING id`,
      [id, name, upper(account), upper(facts.receiver) ?? '', upper(facts.line) ?? ''],
    );
    if (made.length === 0) throw await this.takenBy(tx, name, account);
    return this.patch(tx, id, facts);
  }

  /** @throws Failure notFound, conflict, areaNotFound, invalid */
  async patch(tx: EntityManager, id: string, facts: PanelFacts): Promise<Panel> {
    const panel = await this.get(tx, id);
    checkSources(facts.sources ?? []);
    if (facts.areaCode) await this.areas.hold(tx, facts.areaCode);
    const { account, receiver, line } = facts;
    const said: PanelFacts = { ...facts, account: upper(account), receiver: upper(receiver), line: upper(line) };
    await this.checkFree(tx, calledBy(panel, said));
    const values: unknown[] = [id];
    const sets = (Object.keys(columns) as (keyof typeof columns)[]).flatMap((name) =>
      said[name] === undefined ? [] : [`${columns[name]} = $${values.push(said[name])}`],
    );
    if (facts.key !== undefined) sets.push(`key = $${values.push(this.sealed(facts.key))}`);
    // Whoever begins to watch a panel waits for its next message from now on.
    if (facts.pollSeconds !== undefined) sets.push('last_seen_at = clock_timestamp()', 'silent_since = NULL');
    if (sets.length > 0)
      await tx.query(
        `UPDATE intrusion_panel SET ${sets.join(', ')}, updated_at = clock_timestamp() WHERE id = $1`,
        values,
      );
    if (facts.pollSeconds !== undefined) await endAlarmsOf(tx, id, 'offline');
    return this.get(tx, id);
  }

  /** Its events stay, its alarms are over. */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    await tx.query('DELETE FROM intrusion_panel WHERE id = $1', [id]);
    await endAlarmsOf(tx, id, null);
  }

  /** What a panel is opened with; null = it sends in plain text. */
  openKey(sealed: Buffer | null): Buffer | null {
    return sealed && keyOf(this.seal.open(sealed).toString('latin1'));
  }

  private sealed(key: string | null): Buffer | null {
    if (key === null) return null;
    if (!keyOf(key)) throw fieldError('key', 'must be 16, 24 or 32 characters, or 32, 48 or 64 hexadecimal digits');
    return this.seal.seal(Buffer.from(key, 'latin1'));
  }

  private async checkFree(tx: EntityManager, { id, name, account, receiver, line }: Called): Promise<void> {
    const others: { sameName: boolean }[] = await tx.query(
      `SELECT name = $2 AS "sameName" FROM intrusion_panel
       WHERE id <> $1 AND (name = $2 OR (account, receiver, line) = ($3, $4, $5)) LIMIT 1`,
      [id, name, account, receiver, line],
    );
    const [other] = others;
    if (other) throw other.sameName ? nameTaken(name) : accountTaken(account);
  }

  private async takenBy(tx: EntityManager, name: string, account: string): Promise<Failure> {
    const named: unknown[] = await tx.query('SELECT 1 FROM intrusion_panel WHERE name = $1', [name]);
    return named.length > 0 ? nameTaken(name) : accountTaken(account);
  }
}

type Called = Pick<Panel, 'id' | 'name' | 'account' | 'receiver' | 'line'>;

const calledBy = (panel: Panel, said: PanelFacts): Called => ({
  id: panel.id,
  name: said.name ?? panel.name,
  account: said.account ?? panel.account,
  receiver: said.receiver ?? panel.receiver,
  line: said.line ?? panel.line,
});

const nameTaken = (name: string) => taken('name', name, `the name ${name} is taken`);
const accountTaken = (account: string) =>
  taken('account', account, `the account ${account} at this receiver and line is taken`);

function checkSources(sources: readonly string[]): void {
  try {
    new Networks(sources);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw fieldError('sources', `"${error.message}" is neither an address nor a network such as 10.0.0.0/8`);
  }
}
