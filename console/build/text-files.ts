import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const languages = ['en', 'es', 'pt', 'fr', 'ar', 'zh'] as const;
type Language = (typeof languages)[number];
/** By `feature.key`. */
type Texts = ReadonlyMap<string, string>;
type AllTexts = Readonly<Record<Language, Texts>>;

/** `i18n/<language>/<feature>.json`, all features of a language together. */
export function readTexts(folder: string): AllTexts {
  const ofLanguage = (language: Language): Texts =>
    new Map(
      readdirSync(join(folder, language))
        .filter((name) => name.endsWith('.json'))
        .sort()
        .flatMap((name) => {
          const words = JSON.parse(readFileSync(join(folder, language, name), 'utf8')) as Record<string, string>;
          return Object.entries(words).map(([key, text]) => [`${name.replace('.json', '')}.${key}`, text] as const);
        }),
    );
  return Object.fromEntries(languages.map((language) => [language, ofLanguage(language)])) as unknown as AllTexts;
}

/** The names in braces: a text in another language has to use the same ones. */
const argumentsOf = (text: string): string =>
  [...new Set([...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name = '']) => name))].sort().join(', ');

/** A line for each text that a language lacks, has beyond the English ones, or has with other arguments. */
export function faultsOf(all: AllTexts): string[] {
  return languages.flatMap((language) => {
    const own = all[language];
    const missing = [...all.en].flatMap(([key, english]) => {
      const text = own.get(key);
      if (text === undefined || text.trim() === '') return [`${language} lacks ${key}: ${english}`];
      const differs = argumentsOf(text) !== argumentsOf(english);
      return differs ? [`${language} ${key} has {${argumentsOf(text)}} in place of {${argumentsOf(english)}}`] : [];
    });
    const beyond = [...own.keys()]
      .filter((key) => !all.en.has(key))
      .map((key) => `${language} has ${key}, en lacks it`);
    return [...missing, ...beyond];
  });
}
