import { useMemo } from 'react';
import { localeOf } from '../../i18n/locale.js';
import { useLanguage, useT } from '../../i18n/t.js';
import { sourcesOf, type Field } from './field.js';
import { useSources } from './sources.js';
import type { Saying } from './words.js';

/** What is needed to say records in words; null until it is there. */
export function useSaying(texts: string, fields: readonly Field[]): Saying | null {
  const t = useT();
  const language = useLanguage();
  const choices = useSources(sourcesOf(fields));
  const list = useMemo(() => new Intl.ListFormat(localeOf[language], { type: 'conjunction' }), [language]);
  if (choices === null) return null;
  return { t, texts, choices, listed: (words) => list.format(words) };
}
