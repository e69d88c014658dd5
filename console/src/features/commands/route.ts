import { definePage, read } from '../../ui/page.js';
import { commandStates } from './states.js';

export const commandsPage = definePage({
  path: '/commands',
  title: 'commands.title',
  permissions: ['command.read'],
  menu: { group: 'system', order: 40, icon: 'right' },
  search: (raw) => ({
    sn: read.text(raw.sn),
    doorId: read.text(raw.doorId),
    type: read.text(raw.type),
    actor: read.text(raw.actor),
    status: read.oneOf(...commandStates)(raw.status),
    /** The command whose panel is open. */
    command: read.text(raw.command),
  }),
  load: () => import('./page.js'),
});
