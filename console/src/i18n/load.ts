import type { LocalizedString } from '@internationalized/string';
import keys from 'virtual:texts/keys';
import type { Language } from './locale.js';

type Compiled = Record<string, LocalizedString>;

/** Only the chosen language is fetched. */
const loaders: Readonly<Record<Language, () => Promise<{ default: Compiled }>>> = {
  en: () => import('virtual:texts/en'),
  es: () => import('virtual:texts/es'),
  pt: () => import('virtual:texts/pt'),
  fr: () => import('virtual:texts/fr'),
  ar: () => import('virtual:texts/ar'),
  zh: () => import('virtual:texts/zh'),
};

/** Those that one page alone shows. */
const lateLoaders: typeof loaders = {
  en: () => import('virtual:texts/late-en'),
  es: () => import('virtual:texts/late-es'),
  pt: () => import('virtual:texts/late-pt'),
  fr: () => import('virtual:texts/late-fr'),
  ar: () => import('virtual:texts/late-ar'),
  zh: () => import('virtual:texts/late-zh'),
};

/** @returns more texts by their names */
export async function loadLateTexts(language: Language): Promise<Compiled> {
  const [{ default: texts }, { default: names }] = await Promise.all([
    lateLoaders[language](),
    import('virtual:texts/late-keys'),
  ]);
  return Object.fromEntries(names.map((key, place) => [key, texts[place] ?? key]));
}

/** @returns the texts by their names */
export async function loadTexts(language: Language): Promise<Compiled> {
  const { default: texts } = await loaders[language]();
  return Object.fromEntries(keys.map((key, place) => [key, texts[place] ?? key]));
}
