import { LocalizedStringDictionary, LocalizedStringFormatter, type LocalizedString } from '@internationalized/string';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { formatsOf, type Formats } from './format.js';
import type { TextKey } from './keys.js';
import { localeOf, type Language } from './locale.js';

type Values = Record<string, string | number>;
export interface Translate {
  (key: TextKey, values?: Values): string;
  /** For a key that is put together, such as that of a state: `fallback` is shown where there is no such text. */
  loose(key: string, fallback: string, values?: Values): string;
}

interface Words {
  readonly language: Language;
  readonly compiled: Record<string, LocalizedString>;
  readonly t: Translate;
  readonly formats: Formats;
}

const WordsContext = createContext<Words | null>(null);

export function translator(language: Language, compiled: Record<string, LocalizedString>): Translate {
  const dictionary = new LocalizedStringDictionary({ [language]: compiled }, language);
  const formatter = new LocalizedStringFormatter(language, dictionary);
  const t = (key: TextKey, values?: Values) => formatter.format(key, values);
  const loose: Translate['loose'] = (key, fallback, values) =>
    key in compiled ? formatter.format(key, values) : fallback;
  return Object.assign(t, { loose });
}

interface TextsProps {
  readonly language: Language;
  readonly compiled: Record<string, LocalizedString>;
  readonly timeZone: string | undefined;
  readonly children: ReactNode;
}

export function TextsProvider({ language, compiled, timeZone, children }: TextsProps) {
  const words = useMemo(
    () => ({ language, compiled, t: translator(language, compiled), formats: formatsOf(language, timeZone) }),
    [language, compiled, timeZone],
  );
  return (
    <WordsContext value={words}>
      <I18nProvider locale={localeOf[language]}>{children}</I18nProvider>
    </WordsContext>
  );
}

interface MoreTextsProps {
  readonly texts: Record<string, LocalizedString>;
  readonly children: ReactNode;
}

/** What is inside has these texts beside all others. */
export function MoreTexts({ texts, children }: MoreTextsProps) {
  const words = useWords();
  const more = useMemo(() => {
    const compiled = { ...words.compiled, ...texts };
    return { ...words, compiled, t: translator(words.language, compiled) };
  }, [words, texts]);
  return <WordsContext value={more}>{children}</WordsContext>;
}

function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('there are no texts here');
  return words;
}

/** `const t = useT(); t('doors.open')` */
export const useT = (): Translate => useWords().t;
export const useFormats = (): Formats => useWords().formats;
export const useLanguage = (): Language => useWords().language;
