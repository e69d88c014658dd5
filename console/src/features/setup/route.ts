import { definePage, read } from '../../ui/page.js';
import { steps } from './steps.js';

export const setupPage = definePage({
  path: '/setup',
  title: 'setup.title',
  permissions: ['device'],
  menu: { group: 'system', order: 90, icon: 'hook' },
  search: ({ step }) => ({ step: read.oneOf(...steps)(step) }),
  load: () => import('./page.js'),
});
