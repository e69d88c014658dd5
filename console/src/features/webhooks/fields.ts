import type { Field } from '../../ui/records/field.js';

/** What a webhook is set to. */
export const webhookFields: readonly Field[] = [
  { name: 'url', kind: 'text', isRequired: true, hint: 'url' },
  { name: 'name', kind: 'text' },
  { name: 'types', kind: 'texts', hint: 'types' },
  { name: 'areaCodes', label: 'areas', kind: 'many', of: 'areas' },
  { name: 'sns', label: 'devices', kind: 'many', of: 'devices' },
  { name: 'minLevel', kind: 'choice', options: [0, 1, 2], begins: 0 },
  { name: 'privacy', kind: 'choice', options: ['ids', 'names', 'photos'], begins: 'ids' },
  { name: 'cards', kind: 'flag' },
  { name: 'ordered', kind: 'flag' },
  {
    name: 'headers',
    kind: 'items',
    shape: 'texts',
    hint: 'headers',
    fields: [
      { name: 'name', label: 'header', kind: 'text', isRequired: true },
      { name: 'value', kind: 'text', isRequired: true, isSecret: true },
    ],
  },
  { name: 'ca', kind: 'text', isLong: true, isNullable: true, hint: 'ca' },
];
