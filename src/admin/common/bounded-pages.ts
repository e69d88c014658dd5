import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { reachOf } from '../../platform/operator/bounded-names.js';
import { invalidField } from './invalid.js';
import { usualLimit } from './page.js';
import { positionHeader } from './snapshot.js';

interface PageOfList {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
  /** How many rows the list has, also outside of the bounds; only where it was asked for. */
  readonly total?: number;
}

/** Reads a page of a list, and narrows one. */
interface ListCall {
  /** The first word behind /admin/v1. */
  readonly resource: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The list's own answer to the query as it stands in the request. */
  readonly read: () => Promise<unknown>;
  /** Without what is outside of the bounds of the operator. */
  readonly narrow: (answer: unknown) => Promise<unknown>;
}

/** Rows that are read at a time at most, and by one call: it does not go through a whole table. */
const mostAtOnce = 1_000;
const mostRead = 20_000;
/** A longer list is not counted for an operator with bounds, because all of it is read for that. */
const mostCounted = 5_000;
const mark = 'cursor ';

const isPage = (answer: unknown): answer is PageOfList =>
  typeof answer === 'object' &&
  answer !== null &&
  'items' in answer &&
  Array.isArray(answer.items) &&
  'nextCursor' in answer &&
  (answer.nextCursor === null || typeof answer.nextCursor === 'string');

/** Feeds go on behind a position. Newest events do behind an event, and are found within bounds by the database. */
const ofFeeds: ReadonlySet<string> = new Set(['events', 'feed']);

const limitOf = ({ limit }: Record<string, unknown>, { items }: PageOfList): number =>
  Number(limit ?? 0) || Math.max(items.length, usualLimit);

const isOfPages = ({ resource, request: { method } }: ListCall): boolean =>
  (method === 'GET' || method === 'HEAD') && !ofFeeds.has(resource) && reachOf(resource, true) === 'bounded';

/**
 * Lists for an operator who is bound to a part of the site. A cursor holds the name or the number of a row, and that there
 * is another page says that another row fits the filter: so the pages are made of what is inside alone, and nobody
 * can read a cursor.
 */
export class BoundedPages {
  constructor(private readonly seal: SealedBox) {}

  /** @throws Failure invalid for a cursor that was not given to an operator with bounds */
  async read(call: ListCall): Promise<unknown> {
    if (!isOfPages(call)) return call.narrow(await call.read());
    const query = call.request.query as Record<string, unknown>;
    if (query.cursor) query.cursor = this.opened(query.cursor);
    const raw = await call.read();
    const first = await call.narrow(raw);
    if (!isPage(raw) || !isPage(first)) return first;
    const isWhole = !query.cursor && raw.nextCursor === null;
    const { reply } = call;
    // What is on the first page is true there.
    const position = reply.getHeader(positionHeader);
    const page = await filled(call, first, limitOf(query, raw));
    const total = await countedInside(call, raw.total, isWhole ? first : null);
    if (position !== undefined) void reply.header(positionHeader, position);
    return { ...first, ...page, total, nextCursor: page.nextCursor && this.sealed(page.nextCursor) };
  }

  private sealed(cursor: string): string {
    return this.seal.seal(mark + cursor).toString('base64url');
  }

  private opened(cursor: unknown): string {
    try {
      const text = this.seal.open(Buffer.from(String(cursor), 'base64url')).toString('utf8');
      if (text.startsWith(mark)) return text.slice(mark.length);
    } catch {
      // The error follows below.
    }
    throw invalidField('cursor', 'is not one of ours');
  }
}

/** The page with as many items as were asked for, where there are as many inside. */
async function filled(call: ListCall, first: PageOfList, limit: number): Promise<PageOfList> {
  const items = [...first.items];
  let { nextCursor } = first;
  let left = mostRead;
  let size = limit - items.length;
  while (nextCursor !== null && items.length < limit && left > 0) {
    const room = limit - items.length;
    size = Math.max(size, room);
    left -= size;
    const page = await pageBehind(call, nextCursor, size);
    // It ends behind the last item that there is room for, because the next page begins there.
    if (page.items.length > room && size > room) size = Math.floor(size / 2);
    else {
      items.push(...page.items);
      nextCursor = page.nextCursor;
      if (page.items.length === 0) size = Math.min(size * 4, mostAtOnce);
    }
  }
  const isMore = nextCursor !== null && (left <= 0 || (await isAnyBehind(call, nextCursor, left)));
  return { items, nextCursor: isMore ? nextCursor : null };
}

/** Whether there is anything inside behind a cursor. */
async function isAnyBehind(call: ListCall, cursor: string, most: number): Promise<boolean> {
  let next: string | null = cursor;
  for (let [left, size] = [most, 1]; next !== null; size = Math.min(size * 4, mostAtOnce)) {
    if (left <= 0) return true;
    left -= size;
    const page = await pageBehind(call, next, size);
    if (page.items.length > 0) return true;
    next = page.nextCursor;
  }
  return false;
}

/**
 * How many items of the whole list are inside.
 * @param all how many rows the list has; undefined = nobody has asked
 * @param whole the list, where it has been read already
 */
async function countedInside(
  call: ListCall,
  all: number | undefined,
  whole: PageOfList | null,
): Promise<number | undefined> {
  if (all === undefined || all > mostCounted) return undefined;
  if (whole) return whole.items.length;
  let count = 0;
  // Rows that come meanwhile do not keep it counting for ever.
  for (let [next, left]: [string | null, number] = ['', all]; next !== null && left > 0; left -= mostAtOnce) {
    const page = await pageBehind(call, next, mostAtOnce);
    count += page.items.length;
    next = page.nextCursor;
  }
  return count;
}

/** The page behind a cursor; an empty one is the beginning. */
async function pageBehind({ request, read, narrow }: ListCall, cursor: string, limit: number): Promise<PageOfList> {
  // The list's own total counts what is outside, too.
  Object.assign(request.query as object, { cursor: cursor || undefined, limit: String(limit), count: undefined });
  const page = await narrow(await read());
  return isPage(page) ? page : { items: [], nextCursor: null };
}
