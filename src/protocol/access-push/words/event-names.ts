import { arabicEvents } from './ar-events.js';
import { wordsOf } from './languages.js';
import { locales } from './locales.js';

/** Languages that a list of events may be asked for in. */
export const eventLanguages = [...locales, 'ar'] as const;
export type EventLanguage = (typeof eventLanguages)[number];

/** The name of an event, in English where the language has none. */
export function eventNameIn(language: EventLanguage, eventNo: number): string {
  const names = language === 'ar' ? arabicEvents : wordsOf(language).events;
  return names[eventNo] ?? wordsOf('en').events[eventNo] ?? String(eventNo);
}
