import type { MessageType } from './event-type.js';
import { eventTypes } from './event-types.js';
import { feedTypes } from './feed-types.js';

/** Every type of message. */
export const messageTypes: readonly MessageType[] = [...eventTypes, ...feedTypes];

const names: ReadonlySet<string> = new Set(messageTypes.map(({ name }) => name));

/** `access.*` and the like, with the types that each is about. */
const families: ReadonlyMap<string, readonly string[]> = new Map(
  [...names].map((name) => {
    const family = name.slice(0, name.indexOf('.') + 1);
    return [`${family}*`, [...names].filter((one) => one.startsWith(family))];
  }),
);

/** The types that a name in a filter stands for; undefined if it is none. */
export function typesNamed(name: string): readonly string[] | undefined {
  if (name === '*') return [...names];
  return names.has(name) ? [name] : families.get(name);
}
