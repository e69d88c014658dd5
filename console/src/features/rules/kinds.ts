import { textOf, type Values } from '../../ui/records/field.js';
import { sentenceFor, type Saying } from '../../ui/records/words.js';
import {
  anyDay,
  device,
  door,
  doorOrReader,
  doors,
  from,
  hours,
  is,
  name,
  outputs,
  ownName,
  pins,
  places,
  rule,
  schedule,
  to,
  type Kind,
} from './kind.js';
import { siteKinds } from './site-kinds.js';

/** Every kind of rule, in the order of the page. */
export const kinds: readonly Kind[] = [
  {
    name: 'interlock-rules',
    group: 'passage',
    ...rule,
    fields: [ownName, device, { name: 'doors', kind: 'parts', parts: { '': 'doors' }, isRequired: true }],
  },
  {
    name: 'anti-passback-rules',
    group: 'passage',
    ...rule,
    fields: [
      ownName,
      device,
      { name: 'type', kind: 'choice', options: ['door', 'reader'], begins: 'reader', isFixed: true },
      { name: 'from', kind: 'parts', by: 'type', parts: doorOrReader, isRequired: true },
      { name: 'to', kind: 'parts', by: 'type', parts: doorOrReader, isRequired: true },
    ],
  },
  {
    name: 'first-card-rules',
    group: 'people',
    ...rule,
    fields: [
      door,
      hours,
      pins,
      { name: 'mode', kind: 'choice', options: ['normalOpen', 'activate'], begins: 'normalOpen' },
    ],
  },
  {
    name: 'multi-card-rules',
    group: 'people',
    ...rule,
    fields: [
      door,
      {
        name: 'groups',
        kind: 'items',
        shape: 'list',
        join: ' × ',
        hint: 'groups',
        fields: [
          { name: 'count', kind: 'number', min: 1, max: 5, isRequired: true, begins: 1 },
          { name: 'groupId', label: 'group', kind: 'one', of: 'groups', isRequired: true },
        ],
        begins: [],
      },
    ],
  },
  { name: 'person-groups', group: 'people', ...rule, fields: [name, pins] },
  { name: 'super-user-rules', group: 'people', ...rule, fields: [doors, pins] },
  {
    name: 'verification-schedules',
    group: 'verification',
    ...rule,
    fields: [
      name,
      {
        name: 'days',
        kind: 'items',
        shape: 'days',
        hint: 'days',
        fields: [
          anyDay,
          from,
          to,
          { name: 'user', label: 'verifyUser', kind: 'number', min: 0, max: 255 },
          { name: 'door', label: 'verifyDoor', kind: 'number', min: 0, max: 255 },
        ],
        begins: {},
      },
    ],
  },
  { name: 'door-verification-rules', group: 'verification', ...rule, fields: [door, schedule] },
  { name: 'person-verification-rules', group: 'verification', ...rule, fields: [doors, pins, schedule] },
  {
    name: 'linkages',
    group: 'inOut',
    ...rule,
    variant: ({ inType, outType }) => `${inType === 'any' ? 'any' : 'at'}-${outType === 'camera' ? 'camera' : 'out'}`,
    fields: [
      ownName,
      device,
      { name: 'event', kind: 'one', of: 'eventTypes', isRequired: true },
      { name: 'inType', kind: 'choice', options: ['any', 'door', 'reader', 'auxIn'], begins: 'any' },
      { name: 'inNumber', kind: 'part', by: 'inType', parts: places, when: is('inType', 'door', 'reader', 'auxIn') },
      { name: 'outType', kind: 'choice', options: ['lock', 'auxOut', 'camera'], begins: 'lock', isFixed: true },
      { name: 'outNumber', kind: 'part', by: 'outType', parts: outputs, when: is('outType', 'lock', 'auxOut') },
      {
        name: 'action',
        kind: 'choice',
        options: ['open', 'close', 'normalOpen', 'lock', 'unlock'],
        when: is('outType', 'lock'),
        begins: 'open',
      },
      { name: 'action', kind: 'choice', options: ['open', 'close', 'normalOpen'], when: is('outType', 'auxOut') },
      { name: 'seconds', kind: 'number', min: 1, max: 254, when: is('action', 'open'), begins: 5 },
      { name: 'takePhoto', kind: 'flag', when: is('outType', 'camera') },
      { name: 'recordVideo', kind: 'flag', when: is('outType', 'camera') },
      { name: 'secondsBefore', kind: 'number', min: 0, max: 255, when: is('outType', 'camera') },
      { name: 'secondsAfter', kind: 'number', min: 0, max: 255, when: is('outType', 'camera') },
    ],
  },
  {
    name: 'scheduled-outputs',
    group: 'inOut',
    ...rule,
    fields: [
      device,
      { name: 'target', kind: 'choice', options: ['door', 'auxOut'], begins: 'door' },
      { name: 'number', kind: 'part', by: 'target', parts: outputs, isRequired: true },
      {
        name: 'action',
        label: 'state',
        kind: 'choice',
        options: ['normallyOpen', 'normallyClosed', 'none'],
        begins: 'normallyOpen',
      },
      hours,
    ],
  },
  {
    name: 'input-schedules',
    group: 'inOut',
    ...rule,
    variant: ({ target }) => textOf(target),
    fields: [
      device,
      { name: 'target', kind: 'choice', options: ['exitButton', 'auxIn'], begins: 'exitButton' },
      {
        name: 'number',
        kind: 'part',
        by: 'target',
        parts: { exitButton: 'doors', auxIn: 'auxInputs' },
        isRequired: true,
      },
      hours,
    ],
  },
  {
    name: 'camera-bindings',
    group: 'inOut',
    ...rule,
    fields: [
      device,
      { name: 'target', kind: 'choice', options: ['reader', 'auxIn'], begins: 'reader' },
      { name: 'number', kind: 'part', by: 'target', parts: places, isRequired: true },
      { name: 'channels', kind: 'numbers', isRequired: true },
    ],
  },
  ...siteKinds,
];

export const groups = ['passage', 'people', 'verification', 'inOut', 'cards', 'device', 'intercom'] as const;

export const kindOf = (said: string | undefined): Kind | undefined => kinds.find(({ name: known }) => known === said);

/** A rule as a sentence; of none, that of the kind. */
export const saidOf = ({ name: own, fields, variant }: Kind, rule: Values | null, saying: Saying): string =>
  sentenceFor([...(rule && variant ? [`${own}-${variant(rule)}`] : []), own], fields, rule ?? {}, saying);
