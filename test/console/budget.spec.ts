import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../dist/console');
const kB = 1000;

const sizeOf = (name: string) => {
  const whole = join(folder, 'assets', name);
  const packed = readdirSync(join(folder, 'assets')).includes(`${name}.gz`) ? `${whole}.gz` : whole;
  return statSync(packed).size;
};

/** What the page itself names, and what those files import at once. */
function firstScripts(): Set<string> {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const found = new Set([...page.matchAll(/\/console\/assets\/([\w.-]+\.js)/g)].map(([, name = '']) => name));
  for (const name of found) {
    const text = readFileSync(join(folder, 'assets', name), 'utf8');
    for (const [, other = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) found.add(other);
  }
  return found;
}

it('the first load is small enough for a phone', () => {
  const total = [...firstScripts()].reduce((sum, name) => sum + sizeOf(name), 0);
  expect(total).toBeGreaterThan(50 * kB);
  expect(total).toBeLessThan(240 * kB);
});

it('a language is small, too', () => {
  const languages = readdirSync(join(folder, 'assets')).filter((name) => /^(en|es|pt|fr|ar|zh)-[\w-]+\.js$/.test(name));
  expect(languages).toHaveLength(6);
  for (const name of languages) expect(sizeOf(name)).toBeLessThan(25 * kB);
});
