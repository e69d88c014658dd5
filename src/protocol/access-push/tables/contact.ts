import { int, label, optional, text } from '../field.js';
import { table } from '../table.js';
import { has } from './columns.js';

const intercom = has(63);

/** Access PUSH 9.1.1, contact of the video intercom. A DELETE of it also deletes its numbers (9.1.2). */
export const contactInfo = table(
  'contact_info',
  {
    contactId: int('ContactID'),
    pin: text('Pin'),
    groupName: label('GroupName'),
    displayName: text('DisplayName'),
    passCode: text('PassCode'),
  },
  { key: ['contactId'], unit: ['contactId'], when: intercom, secret: true },
);

/** Access PUSH 9.1.1, numbers of a contact: NumType 1 telephone, 2 account, 3 address. */
export const contactNumberList = table(
  'contact_number_list',
  {
    contactId: int('ContactID'),
    numType: int('NumType'),
    number: text('Number'),
    priority: int('Priority'),
    patternId: int('PatternID'),
  },
  {
    key: ['contactId', 'numType'],
    unit: ['contactId', 'numType'],
    deletes: [['contactId'], ['contactId', 'numType']],
    when: intercom,
  },
);

/** Access PUSH 9.1.1, dialling rule; the example prints PatternID twice, the second time for Prepend. */
export const contactNumberPatternList = table(
  'contact_number_pattern_list',
  {
    patternId: int('PatternID'),
    pattern: text('Pattern'),
    strip: int('Strip'),
    prepend: optional(text('Prepend')),
  },
  { key: ['patternId'], unit: ['patternId'], when: intercom },
);
