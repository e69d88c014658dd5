import { day, device, devices, from, moreDevices, name, ofDevice, ofPeople, rule, to, type Kind } from './kind.js';

/** Kinds about cards, devices and intercoms. */
export const siteKinds: readonly Kind[] = [
  {
    name: 'wiegand-formats',
    group: 'cards',
    ...ofDevice,
    fields: [
      name,
      { name: 'cardBit', kind: 'number', min: 1, max: 255, isRequired: true },
      { name: 'siteCode', kind: 'text' },
      { name: 'cardFormat', kind: 'text', isRequired: true, hint: 'cardFormat' },
      { name: 'extSiteCodes', kind: 'texts' },
      { name: 'extParityFormats', kind: 'texts' },
      { name: 'automatic', kind: 'flag' },
      { name: 'builtIn', kind: 'flag' },
      moreDevices,
    ],
  },
  {
    name: 'reader-wiegand-formats',
    group: 'cards',
    ...ofDevice,
    fields: [
      { name: 'readerId', label: 'reader', kind: 'one', of: 'readers', isRequired: true },
      { name: 'formatId', label: 'format', kind: 'one', of: 'formats', isRequired: true },
      { name: 'parityCheck', kind: 'flag', begins: true },
      { name: 'reversal', kind: 'choice', options: ['none', 'allBits', 'zerosAndOnes', 'bytes', 'bitsOfBytes'] },
    ],
  },
  { name: 'ntp-servers', group: 'device', ...ofDevice, fields: [{ ...name, name: 'address' }, devices] },
  {
    name: 'expansion-boards',
    group: 'device',
    ...ofDevice,
    fields: [
      device,
      {
        name: 'boardType',
        kind: 'choice',
        options: ['DM10', 'WR485', 'AUX485', 'EX308', 'EX316', 'EX0808'],
        isRequired: true,
      },
      { name: 'address', label: 'busAddress', kind: 'number', min: 1, max: 8, isRequired: true },
      { name: 'disabled', kind: 'flag' },
      {
        name: 'parts',
        label: 'boardParts',
        kind: 'items',
        shape: 'list',
        fields: [
          { name: 'type', label: 'partType', kind: 'choice', options: ['door', 'auxIn', 'auxOut', 'reader'] },
          { name: 'number', kind: 'number', min: 1, max: 255, isRequired: true },
          { name: 'seqNo', kind: 'number', min: 0, max: 255, isRequired: true },
        ],
      },
    ],
  },
  {
    name: 'gate-pass-rules',
    group: 'device',
    ...rule,
    fields: [
      name,
      {
        name: 'days',
        kind: 'items',
        shape: 'days',
        fields: [day, from, to, { name: 'passMode', kind: 'number', min: 0, max: 255, isRequired: true, begins: 1 }],
        begins: {},
      },
      devices,
    ],
  },
  {
    name: 'device-parameters',
    group: 'device',
    ...ofDevice,
    fields: [
      device,
      {
        name: 'parameters',
        kind: 'items',
        shape: 'pairs',
        join: ' = ',
        hint: 'parameters',
        fields: [
          { name: 'name', label: 'parameter', kind: 'text', isRequired: true },
          { name: 'value', kind: 'text', isRequired: true },
        ],
        begins: {},
      },
    ],
  },
  {
    name: 'contacts',
    group: 'intercom',
    ...ofPeople,
    fields: [
      { name: 'displayName', kind: 'text', isRequired: true },
      { name: 'groupName', kind: 'text' },
      { name: 'pin', label: 'person', kind: 'person' },
      { name: 'passCode', kind: 'text', isSecret: true, hint: 'passCode' },
      {
        name: 'numbers',
        kind: 'items',
        shape: 'list',
        fields: [
          {
            name: 'type',
            label: 'numberType',
            kind: 'choice',
            options: ['phone', 'account', 'address'],
            begins: 'phone',
          },
          { name: 'number', kind: 'text', isRequired: true },
          { name: 'priority', kind: 'number', min: 1, max: 255 },
          { name: 'patternId', label: 'pattern', kind: 'one', of: 'patterns', hasNone: true },
        ],
      },
      devices,
    ],
  },
  {
    name: 'contact-number-patterns',
    group: 'intercom',
    ...ofDevice,
    fields: [
      { name: 'pattern', kind: 'text', isRequired: true },
      { name: 'strip', kind: 'number', min: 0, max: 32, isRequired: true, begins: 0 },
      { name: 'prepend', kind: 'text' },
      moreDevices,
    ],
  },
];
