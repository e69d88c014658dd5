/** Languages by the number that devices report as `language` (Access PUSH appendix 4), as BCP 47 tags. */
const languages: Readonly<Record<number, string>> = {
  65: 'fa',
  66: 'ar',
  68: 'nl',
  69: 'en',
  70: 'fr',
  71: 'de',
  72: 'he',
  73: 'id',
  74: 'ja',
  75: 'ko',
  76: 'th',
  80: 'pt',
  82: 'ru',
  83: 'zh-Hans',
  84: 'zh-Hant',
  86: 'vi',
  89: 'sk',
  90: 'cs',
  97: 'es',
  103: 'el',
  105: 'it',
  112: 'pl',
  116: 'tr',
};

/** The tag of a language number, null for one that is not known. */
export const languageOf = (number: string): string | null => languages[Number(number.trim() || NaN)] ?? null;
