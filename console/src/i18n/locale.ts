export const languages = ['en', 'es', 'pt', 'fr', 'ar', 'zh'] as const;
export type Language = (typeof languages)[number];

/** As each calls itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  es: 'Español',
  pt: 'Português',
  fr: 'Français',
  ar: 'العربية',
  zh: '中文',
};

/** For React Aria, which has its words under these. */
export const localeOf: Readonly<Record<Language, string>> = {
  en: 'en-US',
  es: 'es-ES',
  pt: 'pt-BR',
  fr: 'fr-FR',
  ar: 'ar-AE',
  zh: 'zh-CN',
};

export const directionOf = (language: Language): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr');

const key = 'postern.language';

export const knownLanguage = (text: string | null | undefined): Language | undefined =>
  languages.find((language) => language === text?.slice(0, 2).toLowerCase());

/** The last choice at this browser, or else what the browser asks for. */
export const firstLanguage = (): Language =>
  knownLanguage(localStorage.getItem(key)) ??
  navigator.languages.map(knownLanguage).find((one) => one !== undefined) ??
  'en';

export function rememberLanguage(language: Language): void {
  localStorage.setItem(key, language);
}
