import type { CommandView } from '../api/types.js';
import type { Translate } from '../i18n/t.js';
import type { Column } from './column.js';
import { orderWords } from './order-words.js';
import { Time } from './time.js';

/** Of a list of commands, whichever device they are for; the words of their types come late. */
export const commandColumns = (t: Translate): Column<CommandView>[] => [
  { key: 'at', title: t('ui.command-at'), width: 120, cell: ({ createdAt }) => <Time at={createdAt} /> },
  {
    key: 'type',
    title: t('ui.command-type'),
    width: 190,
    cell: (command) => <span title={command.type}>{orderWords(t, command)}</span>,
  },
  {
    key: 'status',
    title: t('ui.command-status'),
    width: 130,
    cell: ({ status }) => (
      <span className={status === 'failed' || status === 'unanswered' ? 'bad' : ''}>
        {t.loose(`ui.command-${status}`, status)}
      </span>
    ),
  },
  {
    key: 'text',
    title: t('ui.command-text'),
    width: 320,
    isHiddenOnPhone: true,
    cell: ({ text }) => text && <bdi>{text}</bdi>,
  },
  {
    key: 'answer',
    title: t('ui.command-answer'),
    width: 160,
    isHiddenOnPhone: true,
    cell: ({ returnCode, returnMeaning }) =>
      returnCode !== null && <bdi>{`${String(returnCode)} ${returnMeaning ?? ''}`}</bdi>,
  },
];
