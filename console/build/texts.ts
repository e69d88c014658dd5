import { join } from 'node:path';
import { compileStrings } from '@internationalized/string-compiler';
import type { Plugin } from 'vite';
import { faultsOf, languages, readTexts } from './text-files.js';

const folder = join(import.meta.dirname, '../src/i18n');
const prefix = 'virtual:texts/';
/** Files of texts that one page alone shows, and many: they come with it. Titles of pages are in the menu. */
const late: readonly string[] = [
  'audit',
  'bulk',
  'deviceWork',
  'doctor',
  'erasure',
  'firmware',
  'photo',
  'webhooks',
  'parkingFees',
  'parkingSite',
  'cameras',
  'consumption',
  'intrusion',
  'orders',
  'partSettings',
  'rooms',
];
const isLate = (key: string) => late.includes(key.split('.')[0] ?? '') && !key.endsWith('.title');

/**
 * `virtual:texts/es` is all texts of a language, compiled, by their place in `virtual:texts/keys`: the names are a quarter
 * of a language, and the same for all. `virtual:texts/late-es` and `virtual:texts/late-keys` have those that come later. A
 * text that one language lacks fails the build.
 */
export const texts = (): Plugin => ({
  name: 'postern-texts',
  resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
  buildStart() {
    const faults = faultsOf(readTexts(folder));
    if (faults.length > 0) this.error(`texts of the console:\n${faults.join('\n')}`);
  },
  load(id) {
    if (!id.startsWith(`\0${prefix}`)) return null;
    const all = readTexts(folder);
    const name = id.slice(prefix.length + 1);
    const areLate = name.startsWith('late-');
    const wanted = areLate ? name.slice('late-'.length) : name;
    const keys = [...all.en.keys()].filter((key) => isLate(key) === areLate);
    if (wanted === 'keys') return `export default ${JSON.stringify(keys)}`;
    const language = languages.find((one) => one === wanted);
    if (language === undefined) return null;
    const inOrder = keys.map((key, place) => [String(place), all[language].get(key) ?? '']);
    return compileStrings(Object.fromEntries(inOrder) as Record<string, string>, { format: 'esm' });
  },
});
