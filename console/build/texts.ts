import { join } from 'node:path';
import { compileStrings } from '@internationalized/string-compiler';
import type { Plugin } from 'vite';
import { faultsOf, languages, readTexts } from './text-files.js';

const folder = join(import.meta.dirname, '../src/i18n');
const prefix = 'virtual:texts/';

/** `virtual:texts/es` is all texts of a language, compiled. A text that one language lacks fails the build. */
export const texts = (): Plugin => ({
  name: 'postern-texts',
  resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
  buildStart() {
    const faults = faultsOf(readTexts(folder));
    if (faults.length > 0) this.error(`texts of the console:\n${faults.join('\n')}`);
  },
  load(id) {
    if (!id.startsWith(`\0${prefix}`)) return null;
    const language = languages.find((one) => id === `\0${prefix}${one}`);
    if (language === undefined) return null;
    const all = readTexts(folder)[language];
    return compileStrings(Object.fromEntries(all), { format: 'esm' });
  },
});
