import type { Unread } from './items.js';
import { oldPages, oldRows, type OldRow } from './old-list.js';
import { oldLists } from './old-lists.js';
import type { OldServer } from './old-server.js';
import { isAboutList } from './old-site.js';
import { said } from './old-values.js';

const mostVisitors = 200;

/** The API can set whom the terminals of an area know, and cannot be asked for it. It lists no such terminals either. */
export const ofAttendance = (areas: number): Unread[] =>
  areas > 0
    ? [
        { kind: 'areas', what: `the people of ${areas} attendance areas`, ...ofAreas },
        { kind: 'devices', what: 'attendance terminals', ...ofTerminals },
      ]
    : [];

/** Visitors of whom no panel has told: each is named, with the place where the visit is typed in here. */
export function untoldVisitors(names: readonly string[]): Unread[] {
  const named = names.slice(0, mostVisitors).map((what): Unread => ({ kind: 'visits', what, ...ofVisitors }));
  const more = names.length - named.length;
  return more > 0 ? [...named, { kind: 'visits', what: `${more} more visitors`, ...ofVisitors }] : named;
}

const ofVisitors = {
  why: 'the API does not tell until when a visit lasts',
  where:
    'POST /admin/v1/visits; or approve the panels with `existing: import`, which tells the end of running visits, and import again',
};
const ofTerminals = {
  why: 'the API has no list of them',
  where: 'POST /admin/v1/devices, or POST /admin/v1/devices/{sn}/approve when they call; areaCode is their area',
};
const ofAreas = {
  why: 'the API takes them and does not tell them',
  where: 'PUT /admin/v1/areas/{code}/persons/{pin}',
};

/** Who is inside, by the history of visits: there is no end yet (v1.2, 2.7.1.7). Null = the server has no such list. */
export async function openVisits(server: OldServer): Promise<OldRow[] | null> {
  const open: OldRow[] = [];
  try {
    for await (const page of oldPages(server, oldLists.visits))
      open.push(...page.filter((row) => said(row, 'endTime') === ''));
  } catch (error) {
    if (!isAboutList(error)) throw error;
    return open.length > 0 ? open : null;
  }
  return open;
}

/** All visitors whom the server knows. One without visitors has no such list. */
export async function visitorNames(server: OldServer): Promise<string[]> {
  try {
    const rows = await oldRows(server, oldLists.visitors);
    return rows.map((row) => `visitor ${said(row, 'pin')} ${said(row, 'name')} ${said(row, 'lastName')}`.trim());
  } catch (error) {
    if (!isAboutList(error)) throw error;
    return [];
  }
}
