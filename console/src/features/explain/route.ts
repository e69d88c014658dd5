import { definePage, read } from '../../ui/page.js';
import { modes } from './modes.js';

export const explainPage = definePage({
  path: '/explain',
  title: 'explain.title',
  permissions: ['person.read'],
  menu: { group: 'watch', order: 35, icon: 'question', key: 'w' },
  search: (raw) => ({
    mode: read.oneOf(...modes)(raw.mode),
    event: read.text(raw.event),
    doorId: read.text(raw.doorId),
    pin: read.text(raw.pin),
    cardNo: read.text(raw.cardNo),
    /** What the clock of the door shows. */
    at: read.text(raw.at),
  }),
  load: () => import('./page.js'),
});

export type ExplainSearch = ReturnType<typeof explainPage.search>;
/** What is set, and undefined for what is taken away. */
export type Change = Partial<{ [K in keyof ExplainSearch]: ExplainSearch[K] | undefined }>;

export interface ModeProps {
  readonly search: ExplainSearch;
  readonly onChange: (change: Change) => void;
}
