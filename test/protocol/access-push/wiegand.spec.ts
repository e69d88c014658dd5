import { expect, it } from 'vitest';
import { wiegandFault } from '../../../src/protocol/access-push/codes/wiegand.js';

const manual = 'pccccccccccccccccccccccccp:eeeeeeeeeeeeeooooooooooooo';

it.each([
  { cardBit: 26, cardFormat: manual },
  { cardBit: 26, cardFormat: 'psssssssssccccccccccccccccp'.slice(0, 25) + 'p:eeeeeeeeeeeeeooooooooooooo' },
  { cardBit: 4, cardFormat: 'pccp:xbbx' },
  {
    cardBit: 26,
    cardFormat: manual,
    extSiteCodes: ['1000', '2000'],
    extParityFormats: ['xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeex', 'xooooooooooooooooooooooooooooooooxo'],
  },
])('takes %j', (format) => {
  expect(wiegandFault(format)).toBeNull();
});

it.each([
  [{ cardBit: 34, cardFormat: manual }, 'cardFormat', 'must have 34 letters on both sides of the colon'],
  [{ cardBit: 3, cardFormat: 'pcp:ee' }, 'cardFormat', 'must have 3 letters on both sides of the colon'],
  [{ cardBit: 3, cardFormat: 'ccc' }, 'cardFormat', /joined by a colon$/],
  [{ cardBit: 3, cardFormat: 'pcp:eee:ooo' }, 'cardFormat', /joined by a colon$/],
  [{ cardBit: 3, cardFormat: 'pzp:eee' }, 'cardFormat', /^must name bits by p/],
  [{ cardBit: 3, cardFormat: ':' }, 'cardFormat', /^must name bits by p/],
  [{ cardBit: 3, cardFormat: 'pcp:ee\t' }, 'cardFormat', /^must name parity by e/],
  [{ cardBit: 3, cardFormat: 'psp:eee' }, 'cardFormat', 'must name the bits of the card number, c'],
  [{ cardBit: 3, cardFormat: 'pcp:eoe', extParityFormats: ['eoe', 'e;o'] }, 'extParityFormats.1', /^must name parity/],
  [{ cardBit: 3, cardFormat: 'pcp:eoe', extSiteCodes: ['4294967296'] }, 'extSiteCodes.0', /^must be a number/],
  [{ cardBit: 3, cardFormat: 'pcp:eoe', extSiteCodes: ['1;2'] }, 'extSiteCodes.0', /^must be a number/],
])('refuses %j at %s', (format, field, message) => {
  const fault = wiegandFault(format);
  expect(fault?.field).toBe(field);
  expect(fault?.message).toMatch(message);
});
