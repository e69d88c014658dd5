import { definePage, read } from '../../ui/page.js';

export const rulesPage = definePage({
  path: '/rules',
  title: 'rules.title',
  permissions: ['rule.read', 'device.read'],
  menu: { group: 'site', order: 50, icon: 'link' },
  search: (raw) => ({
    q: read.text(raw.q),
    /** Rules of this kind alone. */
    kind: read.text(raw.kind),
    /** The kind of the one whose panel is open. */
    of: read.text(raw.of),
    /** Whose panel is open; `new` for one that is being made. */
    rule: read.text(raw.rule),
  }),
  load: () => import('./page.js'),
});
