import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { switches } from '../../src/platform/auth/compatibility.js';

const page = readFileSync(new URL('../../docs/compatibility.md', import.meta.url), 'utf8').replace(/ +/g, ' ');

it.each(Object.entries(switches))(
  'docs/compatibility.md has %s as it is declared',
  (name, { values, does, neededBy }) => {
    const shown = values.map((value) => `\`${value}\``).join(' ');
    expect(page).toContain(`| \`${name}\` | ${shown} | ${does} | ${neededBy} |`);
  },
);
