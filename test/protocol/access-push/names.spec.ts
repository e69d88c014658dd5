import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { userInfo } from '../../../src/protocol/attendance-push/tables.js';
import { updateRow } from '../../../src/protocol/attendance-push/commands.js';
import { dialectOf } from '../../../src/protocol/access-push/dialect.js';
import { harmless } from '../../../src/protocol/access-push/field.js';
import { encodeRow } from '../../../src/protocol/access-push/table.js';
import { user } from '../../../src/protocol/access-push/tables/person.js';

const dangerous = /`|\$[({]|\.\.[/\\]|\p{Cc}/u;

describe('names as devices get them', () => {
  it.each([
    ['Ann `id`', "Ann 'id'"],
    ['$(reboot)', ' (reboot)'],
    ['${IFS}', ' {IFS}'],
    ['../../etc/passwd', '.. .. etc/passwd'],
    ['....//x', '.... /x'],
    ['a\tb\r\nc\u0007', 'a b  c '],
    ["Zoë O'Brien, 5 $ and 3/4 ...", "Zoë O'Brien, 5 $ and 3/4 ..."],
  ])('%j', (name, there) => {
    expect(harmless(name)).toBe(there);
  });

  it('hold nothing that a shell or a path understands, whatever they are', () => {
    const parts = fc.constantFrom('`', '$', '(', '{', '.', '..', '/', '\\', '\0', '\t', 'a', ' ');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), (words) => {
        expect(harmless(words.join(''))).not.toMatch(dangerous);
      }),
      { seed: 10 },
    );
  });

  it('by either protocol', () => {
    const dialect = dialectOf({}, { multiCardOn: null, devId: 1 });
    expect(encodeRow(user, { pin: '1', name: 'A `id`' }, dialect)).toContain("Name=A 'id'");
    expect(updateRow(userInfo, { pin: '1', name: '$(id)' }, dialect)).toContain('Name= (id)');
  });
});
