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

/** @returns the texts by their names */
export async function loadTexts(language: Language): Promise<Compiled> {
  const { default: texts } = await loaders[language]();
  return Object.fromEntries(keys.map((key, place) => [key, texts[place] ?? key]));
}
