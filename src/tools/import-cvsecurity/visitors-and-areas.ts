import type { Unread } from './items.js';
import { oldRows } from './old-list.js';
import { oldLists } from './old-lists.js';
import type { OldServer } from './old-server.js';
import { isAboutList } from './old-site.js';
import { said } from './old-values.js';

const mostVisitors = 200;

/**
 * What the API tells too little of to be taken over: a visitor has no visit there, and whom the terminals of an area know
 * can be set and not asked for. Each is named, with the place where it is typed in here.
 */
export async function visitorsAndAreas(server: OldServer, areas: number): Promise<Unread[]> {
  const visitors = await visitorsOf(server);
  const named = visitors.slice(0, mostVisitors).map((what): Unread => ({ kind: 'people', what, ...ofVisitors }));
  const more = visitors.length - named.length;
  return [
    ...named,
    ...(more > 0 ? [{ kind: 'people', what: `${more} more visitors`, ...ofVisitors } as const] : []),
    ...(areas > 0 ? [{ kind: 'areas', what: `the people of ${areas} attendance areas`, ...ofAreas } as const] : []),
  ];
}

const ofVisitors = {
  why: 'the API does not tell from when to when a visit lasts',
  where: 'POST /admin/v1/visits; a panel that is approved with `existing: import` tells running visits',
};
const ofAreas = {
  why: 'the API takes them and does not tell them',
  where: 'PUT /admin/v1/areas/{code}/persons/{pin}',
};

/** An old server without visitors has no such list. */
async function visitorsOf(server: OldServer): Promise<string[]> {
  try {
    const rows = await oldRows(server, oldLists.visitors);
    return rows.map((row) => `visitor ${said(row, 'pin')} ${said(row, 'name')} ${said(row, 'lastName')}`.trim());
  } catch (error) {
    if (!isAboutList(error)) throw error;
    return [];
  }
}
