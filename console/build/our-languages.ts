import type { Plugin } from 'vite';

/** React Aria brings its words in more than thirty languages; these are ours. */
const kept = /\/(en-US|es-ES|pt-BR|fr-FR|ar-AE|zh-CN)\.m?js$/;
const words = /\/react-(aria|stately)\/.*\/intl\/.*\/[a-z]{2}-[A-Z]{2}\.m?js$/;

/** Leaves out the words of all other languages. A dictionary drops what is empty. */
export const ourLanguages = (): Plugin => ({
  name: 'postern-our-languages',
  enforce: 'pre',
  load: (id) => (words.test(id) && !kept.test(id) ? 'export default undefined' : null),
});
