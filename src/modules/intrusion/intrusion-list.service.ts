import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Category, Doing } from '../../protocol/dc09/alarm-event.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { Failure } from '../../platform/errors.js';

export interface IntrusionEvent {
  readonly id: string;
  readonly panelId: string | null;
  readonly sn: string;
  readonly deviceName: string;
  readonly deviceIp: string;
  readonly areaCode: string | null;
  readonly areaName: string;
  readonly partition: number;
  readonly partitionName: string;
  readonly point: number;
  readonly pointName: string;
  readonly protocol: string;
  readonly code: string;
  readonly category: Category;
  readonly does: Doing;
  readonly name: string;
  readonly content: string;
  readonly sequence: string;
  readonly time: string;
  readonly happenedAt: Date;
  readonly receivedAt: Date;
}

export interface IntrusionFilter {
  readonly deviceName?: string | undefined;
  readonly partitionName?: string | undefined;
  readonly pointName?: string | undefined;
  /** Wall clock of the site, both ends included. */
  readonly start?: string | null | undefined;
  readonly end?: string | null | undefined;
  readonly panelId?: string | undefined;
  readonly does?: Doing | undefined;
  /** Areas beyond which the reader sees nothing. */
  readonly within?: readonly string[] | null | undefined;
}

const shown = `e.id, e.panel_id AS "panelId", e.sn, e.device_name AS "deviceName", e.device_ip AS "deviceIp",
  e.area_code AS "areaCode", e.area_name AS "areaName", e.partition_no AS partition, e.partition_name AS "partitionName",
  e.point_no AS point, e.point_name AS "pointName", e.protocol, e.code, e.category, e.does, e.name, e.content, e.sequence,
  e.time, e.happened_at AS "happenedAt", e.received_at AS "receivedAt"`;

const conditions: readonly (readonly [sql: (value: string) => string, of: (filter: IntrusionFilter) => unknown])[] = [
  [(value) => `e.device_name = ${value}`, ({ deviceName }) => deviceName],
  [(value) => `e.partition_name = ${value}`, ({ partitionName }) => partitionName],
  [(value) => `e.point_name = ${value}`, ({ pointName }) => pointName],
  [(value) => `e.time >= ${value}`, ({ start }) => start],
  [(value) => `e.time <= ${value}`, ({ end }) => end],
  [(value) => `e.panel_id = ${value}`, ({ panelId }) => panelId],
  [(value) => `e.does = ${value}`, ({ does }) => does],
  [(value) => `e.area_code = ANY(${value})`, ({ within }) => within],
];

function matching(filter: IntrusionFilter): { readonly sql: string; readonly values: unknown[] } {
  const values: unknown[] = [];
  const parts = conditions.flatMap(([sql, of]) => {
    const value = of(filter);
    return value === undefined || value === null || value === '' ? [] : [sql(`$${values.push(value)}`)];
  });
  return { sql: `FROM intrusion_event e ${parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : ''}`, values };
}

/** What panels told, newest first. */
@Injectable()
export class IntrusionListService {
  async get(tx: EntityManager, id: string): Promise<IntrusionEvent> {
    const [found]: IntrusionEvent[] = await tx.query(`SELECT ${shown} FROM intrusion_event e WHERE e.id = $1`, [id]);
    if (!found) throw new Failure('notFound', `there is no intrusion event ${id}`);
    return found;
  }

  async list(
    tx: EntityManager,
    filter: IntrusionFilter,
    { offset, limit }: { readonly offset: number; readonly limit: number },
  ): Promise<IntrusionEvent[]> {
    const { sql, values } = matching(filter);
    return tx.query(
      `SELECT ${shown} ${sql} ORDER BY e.time DESC, e.id DESC LIMIT $${values.push(limit)} OFFSET $${values.push(offset)}`,
      values,
    );
  }

  async count(tx: EntityManager, filter: IntrusionFilter): Promise<number> {
    const { sql, values } = matching(filter);
    const [row]: { n: number }[] = await tx.query(`SELECT count(*)::int AS n ${sql}`, values);
    return row?.n ?? 0;
  }

  search(tx: EntityManager, filter: IntrusionFilter, search: Search): Promise<FoundRows<IntrusionEvent>> {
    const { sql, values } = matching(filter);
    return searchedRows<IntrusionEvent>(
      tx,
      {
        sql: `SELECT ${shown} ${sql}`,
        parameters: values,
        by: 'id',
        texts: ['deviceName', 'areaName', 'partitionName', 'pointName', 'code', 'name', 'content'],
        others: ['time', 'receivedAt'],
        usual: '-time',
      },
      search,
    );
  }
}
