import { expect } from 'vitest';
import type { TestApp } from '../../support/app.js';

/** The site's wall clock, so many seconds from now. */
export const at = (seconds: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Madrid', dateStyle: 'short', timeStyle: 'medium' }).format(
    Date.now() + seconds * 1_000,
  );

export const hour = 3_600;

/** The manual's sample of 2.17.1, now instead of 2018. */
export const registration = (more: object = {}) => ({
  persPersonPin: '1',
  certType: '8',
  certNum: '456888',
  visEmpName: 'max',
  visitEmpPhone: '',
  company: '',
  visitReason: 'visit',
  visitorCount: '1',
  startTime: at(-60),
  endTime: at(hour),
  cardNo: '',
  visLevels: '',
  ...more,
});

/** The manual's sample of 2.15.1, tomorrow. */
export const reservation = (more: object = {}) => ({
  persPersonPin: '1',
  certType: '3',
  certNum: '4512',
  visitEmpName: 'Mary',
  visitEmpPhone: '13015648651',
  company: 'ZKTeco',
  visitReason: 'visit',
  visitDate: at(24 * hour),
  visitEndDate: at(26 * hour),
  ...more,
});

/** Deletes everything about visitors, with the counter of their pins. */
export async function withoutVisitors(app: TestApp): Promise<void> {
  for (const table of ['visit_reservation', 'visit', 'visitor_block']) await app.sql(`DELETE FROM ${table}`);
  await app.sql('DELETE FROM person WHERE is_visitor');
  await app.sql(`DELETE FROM setting WHERE key IN ('visitor', 'visitorPin')`);
}

/** Calls the facade and expects this code. */
export async function call(app: TestApp, path: string, body: object, code = 0): Promise<unknown> {
  const { status, body: answer } = await app.api('POST', `/api/${path}`, body);
  expect([status, answer.code, answer.message]).toEqual([200, code, code === 0 ? 'success' : answer.message]);
  return answer.data;
}

/** The rows of a list of the facade, all of them unless a page is named. */
export const rowsOf = async (app: TestApp, path: string, more: object): Promise<Record<string, unknown>[]> =>
  (await call(app, path, { pageNo: 1, pageSize: 1000, ...more })) as Record<string, unknown>[];
