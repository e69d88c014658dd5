import { expect, it } from 'vitest';
import { messageTypes } from '../../../src/outbound/envelope/all-types.js';
import { asyncApiDocument } from '../../../src/outbound/envelope/async-api.js';
import { messageExample } from '../../../src/outbound/envelope/message-schema.js';
import { faultsOf } from '../../support/message-check.js';

it.each(messageTypes.map((type) => [type.name, messageExample(type)] as const))(
  'the example of %s is as its schema says',
  (_, example) => {
    expect(faultsOf(example)).toEqual([]);
  },
);

it('does not let anything else pass', () => {
  const [granted] = messageTypes.filter(({ name }) => name === 'access.granted').map(messageExample);
  const data = granted?.data as Record<string, unknown>;
  for (const wrong of [
    { ...granted, type: 'access.unheard' },
    { ...granted, id: 'evt_1.2' },
    { ...granted, position: 12 },
    { ...granted, extra: 1 },
    { ...granted, data: { ...data, cardNo: 1 } },
    { ...granted, data: { ...data, raw: '' } },
    { ...granted, data: { ...data, late: undefined } },
  ])
    expect(faultsOf(JSON.parse(JSON.stringify(wrong)) as object)).not.toEqual([]);
});

it('refers to nothing that is missing', () => {
  const document = asyncApiDocument();
  const found = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
  const at = (path: string) =>
    path.split('/').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], document);
  expect(found.length).toBeGreaterThan(100);
  expect(found.filter((path) => at(path) === undefined)).toEqual([]);
});
