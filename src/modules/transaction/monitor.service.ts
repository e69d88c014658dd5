import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { families, type FamilyName } from './family.js';
import { storedEvent, type StoredEvent } from './stored-event.js';
import { lockKey } from '../../platform/database/locks.js';

/** The identity of a reader: the same token, address and timestamp are the same reader (docs/rules.md 2). */
export interface MonitorReader {
  readonly family: FamilyName;
  readonly tokenId: string;
  readonly address: string;
  readonly stamp: string;
}

export interface News {
  /** Oldest first. */
  readonly events: StoredEvent[];
  /** The reader's position before this call. */
  readonly position: number;
}

const mostEvents = 1_000;

/**
 * Where a new reader begins. By position, not by time: that reads the last seconds alone, however long the feed is.
 */
export const beginAtEnd = `SELECT position FROM feed WHERE at < clock_timestamp() - interval '10 seconds'
  ORDER BY position DESC LIMIT 1`;

/** A missing, zero or unreadable timestamp is one fixed value. */
export const stampOf = (timestamp: string | undefined): string =>
  timestamp !== undefined && /^0*[1-9]\d{0,19}$/.test(timestamp) ? timestamp.replace(/^0+/, '') : '0';

/** What is new since a reader's last call. Its position is stored in the database, so that it can call any gateway. */
@Injectable()
export class MonitorService {
  /** Moves the reader past the events that it gets. */
  async next(tx: EntityManager, reader: MonitorReader): Promise<News> {
    const { tokenId, address, family, stamp } = reader;
    await this.alone(tx, reader);
    const position = (await this.known(tx, reader)) ?? (await this.begin(tx, reader));
    const { events, reached } = await this.read(tx, family, position);
    await tx.query(
      `INSERT INTO monitor_reader (token_id, address, family, stamp, position, called_at)
       VALUES ($1, $2, $3, $4, $5, now())
       ON CONFLICT (token_id, address, family, stamp) DO UPDATE SET position = excluded.position, called_at = now()`,
      [tokenId, address, family, stamp, reached],
    );
    return { events, position };
  }

  /** The answer never reached the reader: it gets those events again. A gap would be worse than a repetition. */
  async rewind(tx: EntityManager, reader: MonitorReader, position: number): Promise<void> {
    const { tokenId, address, family, stamp } = reader;
    // Without the lock, a call that read the earlier position would overwrite this one.
    await this.alone(tx, reader);
    await tx.query(
      `UPDATE monitor_reader SET position = least(position, $5)
       WHERE token_id = $1 AND address = $2 AND family = $3 AND stamp = $4`,
      [tokenId, address, family, stamp, position],
    );
  }

  private async alone(tx: EntityManager, { tokenId, address }: MonitorReader): Promise<void> {
    await lockKey(tx, 'monitorReader', `${tokenId} ${address}`);
  }

  private async known(
    tx: EntityManager,
    { tokenId, address, family, stamp }: MonitorReader,
  ): Promise<number | undefined> {
    const rows: { position: number }[] = await tx.query(
      `SELECT position FROM monitor_reader
       WHERE token_id = $1 AND address = $2 AND family = $3 AND stamp = $4
         AND called_at > now() - interval '24 hours'`,
      [tokenId, address, family, stamp],
    );
    return rows[0]?.position;
  }

  /** Clients that send a new timestamp each time continue; a new reader starts a little before now. */
  private async begin(tx: EntityManager, { tokenId, address, family }: MonitorReader): Promise<number> {
    await tx.query(`DELETE FROM monitor_reader WHERE called_at < now() - interval '24 hours'`);
    const rows: { position: number | null }[] = await tx.query(
      `SELECT coalesce(
         (SELECT position FROM monitor_reader WHERE token_id = $1 AND address = $2 AND family = $3
            AND called_at > now() - interval '10 minutes' ORDER BY called_at DESC, position DESC LIMIT 1),
         (${beginAtEnd})) AS position`,
      [tokenId, address, family],
    );
    return rows[0]?.position ?? 0;
  }

  /** One statement sees both the events and the end of the feed: nothing can come in between. */
  private async read(
    tx: EntityManager,
    family: FamilyName,
    position: number,
  ): Promise<{ events: StoredEvent[]; reached: number }> {
    const { fed, where } = families[family];
    const rows: (StoredEvent & { position: number | null; last: number | null })[] = await tx.query(
      `SELECT w.*, m.last FROM (SELECT max(position) AS last FROM feed) m LEFT JOIN (
         SELECT f.position, ${storedEvent} FROM feed f
         JOIN event e ON e.event_time = f.event_time AND e.id = f.ref::uuid
         WHERE f.position > $1 AND f.kind = 'event' AND (f.module IS NULL OR ${fed}) AND ${where}
         ORDER BY f.position LIMIT ${mostEvents}) w ON true ORDER BY w.position`,
      [position],
    );
    const events = rows.filter((row) => row.position !== null);
    const end = events.length === mostEvents ? events.at(-1)?.position : rows[0]?.last;
    return { events, reached: Math.max(position, end ?? position) };
  }
}
