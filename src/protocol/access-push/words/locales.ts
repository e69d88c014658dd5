/** Languages that events have names in. */
export const locales = ['en', 'es', 'pt', 'fr', 'zh'] as const;

export type Locale = (typeof locales)[number];
