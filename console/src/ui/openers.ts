import type { SearchValues } from './page.js';

/**
 * What opens something beside a list, by its name in the address: the browser's way back closes it. Where the same name is
 * a filter, the way back takes that out.
 */
const openers: readonly string[] = [
  ...['chosen', 'open', 'isNew', 'alarm', 'area', 'command', 'department', 'door', 'event', 'holiday', 'level'],
  ...['operator', 'plan', 'row', 'rule', 'sn', 'token', 'webhook', 'zone'],
];

/** What a change of the address opens beside the list alone; undefined where it also closes something, or opens nothing. */
export function openedBy(before: SearchValues, change: SearchValues): string | undefined {
  const changed = openers.filter((name) => name in change);
  if (changed.some((name) => before[name] !== undefined && change[name] === undefined)) return undefined;
  return changed.find((name) => before[name] === undefined && change[name] !== undefined);
}

/** Something else is opened in the place of what is open, or goes as another list is shown. */
export const isReplaced = (before: SearchValues, after: SearchValues): boolean =>
  (before.tab !== after.tab && isClosed(before, after)) ||
  openers.some((name) => before[name] !== undefined && after[name] !== undefined && before[name] !== after[name]);

export function isClosed(before: SearchValues, after: SearchValues): boolean {
  return openers.some((name) => before[name] !== undefined && after[name] === undefined);
}
