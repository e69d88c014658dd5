import type { AlarmEvent } from './alarm-event.js';
import { siaCode } from './sia-codes.js';

const modifier = /^([a-z]{2})([^/A-Z^*]*)/;
const event = /^([A-Z]{2})([0-9A-Fa-f]*)/;

/** Texts of a panel stand between `^` or `*`, and may hold everything else. */
const withoutTexts = (data: string) => data.replace(/\^[^^]*\^?|\*[^*]*\*?/g, '');

const numberOf = (digits: string): number => (/^\d{1,9}$/.test(digits) ? Number(digits) : 0);

/**
 * The events of a SIA DC-03 block as DC-09 carries it: `Nri1/BA012`, with the account before it. What stands before an
 * event, such as its area (`ri`) and user (`id`), is about all events behind it.
 */
export function readSia(data: string): AlarmEvent[] {
  const mark = data.indexOf('|');
  let text = withoutTexts(data.slice(mark + 1)).trim();
  // N is new, O is old; NL and OP are events, and no digit or small letter follows them there.
  const kind = /^[NO](?=[a-z]{2}|[A-Z]{2})/.exec(text)?.[0];
  if (kind !== undefined) text = text.slice(1);
  return eventsIn(text, kind === 'O');
}

function eventsIn(block: string, isRepeated: boolean): AlarmEvent[] {
  const said = new Map<string, string>();
  const events: AlarmEvent[] = [];
  for (let text = block; text !== '';) {
    const [all = ' ', word = '', value = ''] = modifier.exec(text) ?? event.exec(text) ?? [];
    if (/^[a-z]/.test(word)) said.set(word, value);
    else if (word !== '') events.push(eventOf(word, value, said, isRepeated));
    text = text.slice(all.length);
  }
  return events;
}

function eventOf(code: string, address: string, said: ReadonlyMap<string, string>, isRepeated: boolean): AlarmEvent {
  const { category, does, name, contactId, isOfUser } = siaCode(code);
  const point = numberOf(address) || (isOfUser ? numberOf(said.get('id') ?? '') : 0);
  return {
    ...{ code, contactId, category, does, name, partition: numberOf(said.get('ri') ?? '') },
    ...{ point, isOfUser, isRepeated },
  };
}
