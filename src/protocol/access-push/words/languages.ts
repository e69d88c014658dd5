import type { Locale } from './locales.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { pt } from './pt.js';
import { zh } from './zh.js';
import type { Words } from './words.js';

const all: Readonly<Record<Locale, Words>> = { en, es, pt, fr, zh };

export const wordsOf = (locale: Locale): Words => all[locale];
