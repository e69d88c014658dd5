import type { LocalizedString } from '@internationalized/string';
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

export const loadTexts = async (language: Language): Promise<Compiled> => (await loaders[language]()).default;
